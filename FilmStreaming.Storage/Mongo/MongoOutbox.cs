using FilmStreaming.Messaging.Events;
using FilmStreaming.Messaging.Outbox;
using MongoDB.Driver;

namespace FilmStreaming.Storage.Mongo;

/// <summary>The pending events of one collection, shared by the relays of all replicas.</summary>
internal sealed class MongoOutbox(IMongoDatabase database, string collection, TimeProvider time) : IOutbox
{
    private static readonly TimeSpan FirstStep = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LastStep = TimeSpan.FromHours(1);

    private readonly IMongoCollection<Entry> _collection = database.GetCollection<Entry>(collection);

    // Until where the next claim looks first; null for everything. Only a guess: several claims may set it at once.
    private DateTimeOffset? _horizon;

    public string Name => collection;

    // A range rather than existence, which every server answers from the index.
    private static FilterDefinition<Entry> Waiting => Filter.Gt(entry => entry.OutboxDue, DateTimeOffset.UnixEpoch);

    private static FilterDefinitionBuilder<Entry> Filter => Builders<Entry>.Filter;

    public async Task<IReadOnlyList<OutboxClaim>> ClaimAsync(int maxAggregates, TimeSpan lease, CancellationToken cancellationToken)
    {
        var now = time.GetStoredNow();
        var free = Filter.Eq(entry => entry.OutboxClaimedUntil, null) | Filter.Lte(entry => entry.OutboxClaimedUntil, now);
        var due = await FindDueAsync(free, maxAggregates, cancellationToken);
        if (due.Count == 0)
            return [];

        // Another relay may have read the same ids: the update decides who gets which, and the token tells.
        var token = Guid.CreateVersion7(now);
        await _collection.UpdateManyAsync(
            Filter.In(entry => entry.Id, due) & Waiting & free,
            Builders<Entry>.Update.Set(entry => entry.OutboxToken, token).Set(entry => entry.OutboxClaimedUntil, now + lease),
            cancellationToken: cancellationToken);
        var claimed = await _collection.Find(Filter.In(entry => entry.Id, due) & Filter.Eq(entry => entry.OutboxToken, token))
            .SortBy(entry => entry.OutboxDue).ToListAsync(cancellationToken);
        // A crash between the steps of a completion leaves a document that is due and has nothing pending.
        var done = claimed.Where(entry => entry.Pending.Count == 0).Select(entry => new OutboxCompletion(new(entry.Id, token, []), 0));
        await CompleteEachAsync([.. done], cancellationToken);
        return [.. claimed.Where(entry => entry.Pending.Count > 0).Select(entry => new OutboxClaim(entry.Id, token, entry.Pending))];
    }

    public async Task CompleteAsync(IReadOnlyList<OutboxCompletion> completions, CancellationToken cancellationToken)
    {
        var rest = completions.Where(completion => completion.Published < completion.Claim.Events.Count).ToList();
        // While the claim holds, events are only added: as many as were claimed are those that were claimed.
        foreach (var group in completions.Except(rest).GroupBy(completion => (completion.Claim.Token, completion.Published)))
        {
            var ids = group.Select(completion => completion.Claim.AggregateId).ToList();
            var (token, published) = group.Key;
            var result = await _collection.UpdateManyAsync(
                Filter.In(entry => entry.Id, ids) & Filter.Eq(entry => entry.OutboxToken, token) & Filter.Size(entry => entry.Pending, published),
                Builders<Entry>.Update.Set(entry => entry.Pending, [])
                    .Unset(entry => entry.OutboxToken).Unset(entry => entry.OutboxClaimedUntil).Unset(entry => entry.OutboxDue),
                cancellationToken: cancellationToken);
            if (result.MatchedCount < ids.Count)
                rest.AddRange(group);
        }

        await CompleteEachAsync(rest, cancellationToken);
    }

    public async Task<OutboxBacklog> MeasureAsync(CancellationToken cancellationToken)
    {
        var oldest = await _collection.Find(Waiting).SortBy(entry => entry.OutboxDue).Limit(1)
            .Project(entry => entry.OutboxDue).FirstOrDefaultAsync(cancellationToken);
        return oldest is null ? new(0, null) : new(await _collection.CountDocumentsAsync(Waiting, cancellationToken: cancellationToken), oldest);
    }

    /// <summary>
    /// Those that are due first. A backlog is read through a window of time that holds about as many as are asked for, because not
    /// every server reads an index in order: sorting all of a large backlog for each claim would take longer than publishing it.
    /// </summary>
    private async Task<IReadOnlyList<Guid>> FindDueAsync(FilterDefinition<Entry> free, int count, CancellationToken cancellationToken)
    {
        var horizon = _horizon;
        for (var step = FirstStep; ; step *= 4)
        {
            var due = await _collection.Find((horizon is null ? Waiting : Filter.Lte(entry => entry.OutboxDue, horizon)) & free)
                .SortBy(entry => entry.OutboxDue).Limit(count)
                .Project(entry => new Due(entry.Id, entry.OutboxDue!.Value)).ToListAsync(cancellationToken);
            if (due.Count == count || horizon is null)
            {
                _horizon = due.Count < count ? null : due[^1].At + (due[^1].At - due[0].At);
                return [.. due.Select(entry => entry.Id)];
            }

            horizon = step > LastStep ? null : horizon + step;
        }
    }

    private Task CompleteEachAsync(List<OutboxCompletion> completions, CancellationToken cancellationToken) =>
        completions.Count == 0 ? Task.CompletedTask : _collection.BulkWriteAsync(
            completions.SelectMany(completion => StepsOf(completion.Claim, completion.Published)),
            new BulkWriteOptions { IsOrdered = true },
            cancellationToken);

    private static IEnumerable<UpdateOneModel<Entry>> StepsOf(OutboxClaim claim, int published)
    {
        var ids = claim.Events.Take(published).Select(message => message.Id).ToList();
        var document = Filter.Eq(entry => entry.Id, claim.AggregateId);
        yield return new(document, Builders<Entry>.Update.PullFilter(entry => entry.Pending, message => ids.Contains(message.Id)));
        yield return new(
            document & Filter.Eq(entry => entry.OutboxToken, claim.Token),
            Builders<Entry>.Update.Unset(entry => entry.OutboxToken).Unset(entry => entry.OutboxClaimedUntil));
        yield return new(document & Filter.Size(entry => entry.Pending, 0), Builders<Entry>.Update.Unset(entry => entry.OutboxDue));
    }

    private sealed record Due(Guid Id, DateTimeOffset At);

    /// <summary>What the relay sees of a document. The claim is its own business: no write of the service touches it.</summary>
    internal sealed class Entry
    {
        public required Guid Id { get; init; }
        public IReadOnlyList<EventMessage> Pending { get; init; } = [];
        public DateTimeOffset? OutboxDue { get; init; }
        public Guid? OutboxToken { get; init; }
        public DateTimeOffset? OutboxClaimedUntil { get; init; }
    }
}
