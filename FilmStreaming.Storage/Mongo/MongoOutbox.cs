using FilmStreaming.Messaging.Events;
using FilmStreaming.Messaging.Outbox;
using MongoDB.Driver;

namespace FilmStreaming.Storage.Mongo;

/// <summary>The pending events of one collection, shared by the relays of all replicas.</summary>
internal sealed class MongoOutbox(IMongoDatabase database, string collection, TimeProvider time) : IOutbox
{
    private readonly IMongoCollection<Entry> _collection = database.GetCollection<Entry>(collection);

    public string Name => collection;

    private static FilterDefinitionBuilder<Entry> Filter => Builders<Entry>.Filter;

    public async Task<IReadOnlyList<OutboxClaim>> ClaimAsync(int maxAggregates, TimeSpan lease, CancellationToken cancellationToken)
    {
        var now = time.GetStoredNow();
        var free = Filter.Lte(entry => entry.OutboxDue, now)
            & (Filter.Eq(entry => entry.OutboxClaimedUntil, null) | Filter.Lte(entry => entry.OutboxClaimedUntil, now));
        var due = await _collection.Find(free).SortBy(entry => entry.OutboxDue).Limit(maxAggregates)
            .Project(entry => entry.Id).ToListAsync(cancellationToken);
        if (due.Count == 0)
            return [];

        // Another relay may have read the same ids: the update decides who gets which, and the token tells.
        var token = Guid.CreateVersion7(now);
        await _collection.UpdateManyAsync(
            Filter.In(entry => entry.Id, due) & free,
            Builders<Entry>.Update.Set(entry => entry.OutboxToken, token).Set(entry => entry.OutboxClaimedUntil, now + lease),
            cancellationToken: cancellationToken);
        var claimed = await _collection.Find(Filter.In(entry => entry.Id, due) & Filter.Eq(entry => entry.OutboxToken, token))
            .SortBy(entry => entry.OutboxDue).ToListAsync(cancellationToken);
        // A crash between the steps of a completion leaves a document that is due and has nothing pending.
        foreach (var done in claimed.Where(entry => entry.Pending.Count == 0))
            await CompleteAsync(new(done.Id, token, []), 0, cancellationToken);
        return [.. claimed.Where(entry => entry.Pending.Count > 0).Select(entry => new OutboxClaim(entry.Id, token, entry.Pending))];
    }

    public async Task CompleteAsync(OutboxClaim claim, int published, CancellationToken cancellationToken)
    {
        var ids = claim.Events.Take(published).Select(message => message.Id);
        var document = Filter.Eq(entry => entry.Id, claim.AggregateId);
        await _collection.BulkWriteAsync(
            [
                new UpdateOneModel<Entry>(
                    document, Builders<Entry>.Update.PullFilter(entry => entry.Pending, message => ids.Contains(message.Id))),
                new UpdateOneModel<Entry>(
                    document & Filter.Eq(entry => entry.OutboxToken, claim.Token),
                    Builders<Entry>.Update.Unset(entry => entry.OutboxToken).Unset(entry => entry.OutboxClaimedUntil)),
                new UpdateOneModel<Entry>(
                    document & Filter.Size(entry => entry.Pending, 0), Builders<Entry>.Update.Unset(entry => entry.OutboxDue)),
            ],
            new BulkWriteOptions { IsOrdered = true },
            cancellationToken);
    }

    public async Task<OutboxBacklog> MeasureAsync(CancellationToken cancellationToken)
    {
        var waiting = Filter.Exists(entry => entry.OutboxDue);
        var oldest = await _collection.Find(waiting).SortBy(entry => entry.OutboxDue).Limit(1)
            .Project(entry => entry.OutboxDue).FirstOrDefaultAsync(cancellationToken);
        return oldest is null ? new(0, null) : new(await _collection.CountDocumentsAsync(waiting, cancellationToken: cancellationToken), oldest);
    }

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
