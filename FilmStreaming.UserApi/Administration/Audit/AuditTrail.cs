using System.Diagnostics;
using System.Security.Claims;
using FilmStreaming.Messaging.Erasure;
using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.Storage;

namespace FilmStreaming.UserApi.Administration.Audit;

/// <summary>Keeps a record of what administrators do. An act whose record cannot be stored is not done.</summary>
internal sealed class AuditTrail(IAuditStore store, TimeProvider time)
{
    /// <summary>Stores that an act begins.</summary>
    /// <param name="actor">Who does it.</param>
    /// <param name="act">One of <see cref="AuditActs"/>.</param>
    /// <param name="targetId">The account that it is done to.</param>
    /// <param name="changes">What it changes.</param>
    /// <param name="cancellationToken">Gives up; the act must not be done then.</param>
    public async Task<BegunAct> BeginAsync(
        ClaimsPrincipal actor, string act, Guid? targetId, IReadOnlyList<AuditChange> changes, CancellationToken cancellationToken)
    {
        var now = time.GetStoredNow();
        var entry = new AuditEntry
        {
            At = now,
            ActorId = actor.GetAccountId(),
            Act = act,
            TargetId = targetId,
            Changes = changes,
            Outcome = AuditOutcomes.Begun,
            TraceId = Activity.Current?.TraceId.ToHexString(),
        };
        var id = Guid.CreateVersion7(now);
        await store.AddAsync(id, entry, cancellationToken);
        return new(store, id);
    }
}

/// <summary>An act that is under way.</summary>
internal sealed class BegunAct(IAuditStore store, Guid id)
{
    /// <summary>Stores how it ended, also for a client that has gone away meanwhile.</summary>
    /// <param name="wasDone">Whether it took effect.</param>
    public Task EndAsync(bool wasDone) =>
        store.CompleteAsync(id, wasDone ? AuditOutcomes.Done : AuditOutcomes.Refused, CancellationToken.None);
}

/// <summary>What an erased account did as an administrator, and what was done to it, is kept under a pseudonym.</summary>
internal sealed class AuditedAccounts(IAuditStore store) : IAccountData
{
    public Task EraseAsync(Guid accountId, CancellationToken cancellationToken) => store.PseudonymiseAsync(accountId, cancellationToken);
}
