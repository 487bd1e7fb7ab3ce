using FilmStreaming.Messaging.Events;

namespace FilmStreaming.Messaging.Outbox;

/// <summary>
/// The events of one collection of aggregates that are stored, each inside the document of the aggregate that caused it,
/// and not yet known to be published.
/// </summary>
public interface IOutbox
{
    /// <summary>The collection, as telemetry names it.</summary>
    string Name { get; }

    /// <summary>
    /// Takes up to <paramref name="maxAggregates"/> aggregates that have pending events, in the order in which they are due. What
    /// may wait is due later, and is taken before its time when there is nothing else. No other relay gets them until they are
    /// completed or <paramref name="lease"/> has passed.
    /// </summary>
    Task<IReadOnlyList<OutboxClaim>> ClaimAsync(int maxAggregates, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Removes what was published of each claim, and gives the aggregates back; what is left is due again at once.</summary>
    Task CompleteAsync(IReadOnlyList<OutboxCompletion> completions, CancellationToken cancellationToken);

    /// <summary>How much is waiting.</summary>
    Task<OutboxBacklog> MeasureAsync(CancellationToken cancellationToken);
}

/// <summary>Pending events of one aggregate, in the order in which they happened.</summary>
/// <param name="AggregateId">The document.</param>
/// <param name="Token">Names this claim; a completion by an outdated claim removes nothing that is not published.</param>
/// <param name="Events">Oldest first; never empty.</param>
public sealed record OutboxClaim(Guid AggregateId, Guid Token, IReadOnlyList<EventMessage> Events);

/// <param name="Claim">What was claimed.</param>
/// <param name="Published">How many of its events, from the first on, are known to be published.</param>
public readonly record struct OutboxCompletion(OutboxClaim Claim, int Published);

/// <param name="Aggregates">Documents with pending events.</param>
/// <param name="Oldest">When the first of them became or becomes due, if any.</param>
public sealed record OutboxBacklog(long Aggregates, DateTimeOffset? Oldest);

/// <summary>Wakes the relay of this process when a write has stored events.</summary>
public sealed class OutboxSignal : IDisposable
{
    private readonly SemaphoreSlim _semaphore = new(0, 1);

    public void Notify()
    {
        try
        {
            if (_semaphore.CurrentCount == 0)
                _semaphore.Release();
        }
        catch (SemaphoreFullException)
        {
            // Another write was faster; the relay is awake.
        }
    }

    /// <summary>Returns at the next <see cref="Notify"/>, or after <paramref name="timeout"/>.</summary>
    public Task WaitAsync(TimeSpan timeout, CancellationToken cancellationToken) => _semaphore.WaitAsync(timeout, cancellationToken);

    public void Dispose() => _semaphore.Dispose();
}
