namespace FilmStreaming.UserApi.Administration;

/// <summary>
/// Accounts that are administrators and can sign in: perhaps not all of them, but never one that is not. There is one such document,
/// so that two acts that would leave nobody compete for the same version.
/// </summary>
internal sealed record Roster
{
    public required IReadOnlyList<Guid> Members { get; init; }
}

/// <summary>The one document.</summary>
internal interface IRosterStore
{
    /// <summary>Version 0 and empty before it is first written.</summary>
    Task<(long Version, Roster Roster)> ReadAsync(CancellationToken cancellationToken);

    /// <returns>False when it has another version than expected; nothing is written then.</returns>
    Task<bool> TryWriteAsync(long expectedVersion, Roster roster, CancellationToken cancellationToken);
}
