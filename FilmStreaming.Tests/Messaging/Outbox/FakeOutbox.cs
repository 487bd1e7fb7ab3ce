using System.Collections.Concurrent;
using FilmStreaming.Messaging.Events;
using FilmStreaming.Messaging.Outbox;
using FilmStreaming.Tests.Infrastructure;

namespace FilmStreaming.Tests.Messaging.Outbox;

/// <summary>An outbox in memory, with leases as the stores keep them.</summary>
internal sealed class FakeOutbox(string name = "films") : IOutbox
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, Aggregate> _aggregates = [];

    public string Name { get; } = name;

    /// <summary>How many of the next completions fail, as when the process dies before them.</summary>
    public int FailingCompletions { get; set; }

    /// <summary>How many of the next claims fail, as when the store is away.</summary>
    public int FailingClaims { get; set; }

    public IReadOnlyList<EventMessage> Pending
    {
        get
        {
            lock (_lock)
                return [.. _aggregates.Values.SelectMany(aggregate => aggregate.Events)];
        }
    }

    /// <summary>Stores events of one aggregate.</summary>
    public void Add(params EventMessage[] events)
    {
        lock (_lock)
        {
            var id = Guid.Parse(events[0].Subject);
            if (!_aggregates.TryGetValue(id, out var aggregate))
                _aggregates[id] = aggregate = new();
            aggregate.Events.AddRange(events);
        }
    }

    public Task EmptyAsync() => Eventually.GetAsync(
        "publishing all that is pending", () => Task.FromResult(Pending.Count), pending => pending == 0);

    public Task<IReadOnlyList<OutboxClaim>> ClaimAsync(int maxAggregates, TimeSpan lease, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (FailingClaims-- > 0)
                throw new IOException("The store is away.");
            var now = TimeProvider.System.GetUtcNow();
            var free = _aggregates
                .Where(pair => pair.Value.ClaimedUntil <= now && pair.Value.Events.Count > 0)
                .Take(maxAggregates)
                .ToList();
            free.ForEach(pair => pair.Value.ClaimedUntil = now + lease);
            return Task.FromResult<IReadOnlyList<OutboxClaim>>(
                [.. free.Select(pair => new OutboxClaim(pair.Key, Guid.CreateVersion7(now), [.. pair.Value.Events]))]);
        }
    }

    public Task CompleteAsync(IReadOnlyList<OutboxCompletion> completions, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (FailingCompletions-- > 0)
                throw new IOException("The store is away.");
            foreach (var (claim, published) in completions)
            {
                var aggregate = _aggregates[claim.AggregateId];
                aggregate.Events.RemoveAll(claim.Events.Take(published).Contains);
                aggregate.ClaimedUntil = default;
            }

            return Task.CompletedTask;
        }
    }

    public Task<OutboxBacklog> MeasureAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var waiting = _aggregates.Values.Where(aggregate => aggregate.Events.Count > 0).ToList();
            return Task.FromResult(new OutboxBacklog(
                waiting.Count, waiting is [] ? null : waiting.Min(aggregate => aggregate.Events[0].Time)));
        }
    }

    private sealed class Aggregate
    {
        public List<EventMessage> Events { get; } = [];

        public DateTimeOffset ClaimedUntil { get; set; }
    }
}

/// <summary>Publishes as the test says, and remembers what was published.</summary>
internal sealed class FakePublisher : IEventPublisher
{
    private readonly ConcurrentQueue<EventMessage> _published = [];

    /// <summary>Runs before an event counts as published.</summary>
    public Func<EventMessage, Task> Publish { get; set; } = _ => Task.CompletedTask;

    public IReadOnlyList<EventMessage> Published => [.. _published];

    public async Task PublishAsync(IReadOnlyList<EventMessage> events, CancellationToken cancellationToken)
    {
        foreach (var message in events)
        {
            await Publish(message).WaitAsync(cancellationToken);
            _published.Enqueue(message);
        }
    }
}
