using FilmStreaming.Storage;

namespace FilmStreaming.UserApi.Administration.Audit;

/// <summary>
/// An act of an administrator. It is stored before the act as <see cref="AuditOutcomes.Begun"/> and completed after it: one that stays
/// begun was interrupted, and may have taken effect or not. Its id orders entries by time.
/// </summary>
internal sealed record AuditEntry
{
    public required DateTimeOffset At { get; init; }

    /// <summary>The account of the administrator.</summary>
    public required Guid ActorId { get; init; }

    /// <summary>One of <see cref="AuditActs"/>.</summary>
    public required string Act { get; init; }

    /// <summary>The account that it was done to; unset where it was none, or several.</summary>
    public Guid? TargetId { get; init; }

    public IReadOnlyList<AuditChange> Changes { get; init; } = [];

    /// <summary>One of <see cref="AuditOutcomes"/>.</summary>
    public required string Outcome { get; init; }

    /// <summary>The trace of the request, as problem documents and logs have it.</summary>
    public string? TraceId { get; init; }
}

/// <summary>A member that an act changes.</summary>
/// <param name="Member">Its name, in camelCase.</param>
/// <param name="Before">What it was; unset where there was nothing, or it is personal data.</param>
/// <param name="After">What it is to be; unset likewise.</param>
public sealed record AuditChange(string Member, string? Before = null, string? After = null);

/// <summary>What administrators do.</summary>
internal static class AuditActs
{
    public const string Changed = "user.changed";
    public const string Locked = "user.locked";
    public const string Unlocked = "user.unlocked";
    public const string SecondFactorRemoved = "user.second-factor-removed";
    public const string SessionsEnded = "user.sessions-ended";
    public const string Deleted = "user.deleted";
    public const string Imported = "users.imported";
    public const string FilmsRebuilt = "films.rebuilt";
}

/// <summary>How acts end.</summary>
internal static class AuditOutcomes
{
    public const string Begun = "begun";
    public const string Done = "done";

    /// <summary>A rule, or another write at the same moment, kept it from being done.</summary>
    public const string Refused = "refused";
}

/// <summary>The audit trail.</summary>
internal interface IAuditStore
{
    Task AddAsync(Guid id, AuditEntry entry, CancellationToken cancellationToken);

    /// <summary>Stores how the act ended.</summary>
    Task CompleteAsync(Guid id, string outcome, CancellationToken cancellationToken);

    /// <summary>Puts a pseudonym in the place of an account that is erased. Its acts still belong together, and nobody knows whose they were.</summary>
    Task PseudonymiseAsync(Guid accountId, CancellationToken cancellationToken);

    /// <summary>Latest first.</summary>
    Task<IReadOnlyList<Document<AuditEntry>>> ListAsync(AuditQuery query, CancellationToken cancellationToken);
}

/// <param name="ActorId">Only acts of this administrator.</param>
/// <param name="TargetId">Only acts done to this account.</param>
/// <param name="Act">Only acts of this kind.</param>
/// <param name="Before">Only entries before this one.</param>
/// <param name="Limit">How many at most.</param>
internal sealed record AuditQuery(Guid? ActorId, Guid? TargetId, string? Act, Guid? Before, int Limit);
