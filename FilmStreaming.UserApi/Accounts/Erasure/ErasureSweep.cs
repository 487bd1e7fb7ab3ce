using FilmStreaming.Messaging.Erasure;

namespace FilmStreaming.UserApi.Accounts.Erasure;

/// <summary>
/// Ends erasures. A request that was under way, or came through a replica that had not yet heard that the sessions are over, may have
/// written something of the account after it was erased; so when no access token of it can be valid any more, everything is erased
/// once again, and the erasure itself last.
/// </summary>
internal sealed class ErasureSweep(IErasureStore erasures, AccountErasure everywhere, TimeProvider time, ILogger<ErasureSweep> logger)
    : HourlyCleanup("erasures of accounts that were over", time, logger)
{
    /// <summary>Longer than any access token lives.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromHours(2);

    /// <summary>Ends those that are due.</summary>
    /// <returns>How many there were.</returns>
    public async Task<long> SweepAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ended = 0L;
        while (await erasures.ListAsync(now - Retention, cancellationToken) is { Count: > 0 } due)
        {
            foreach (var erasure in due)
            {
                await everywhere.EraseAsync(erasure.Id, cancellationToken);
                await erasures.RemoveAsync(erasure.Id, cancellationToken);
            }

            ended += due.Count;
        }

        return ended;
    }

    protected override Task<long> RemoveAsync(DateTimeOffset now, CancellationToken cancellationToken) => SweepAsync(now, cancellationToken);
}
