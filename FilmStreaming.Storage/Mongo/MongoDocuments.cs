using FilmStreaming.Messaging.Events;
using FilmStreaming.Messaging.Outbox;
using MongoDB.Driver;

namespace FilmStreaming.Storage.Mongo;

/// <summary>A collection of MongoDB.</summary>
public sealed class MongoDocuments<T>(
    IMongoDatabase database,
    CollectionDefinition<T> definition,
    OutboxSignal signal,
    TimeProvider time,
    IEnumerable<IWriteObserver<T>> observers) : IDocuments<T>, IPreparedCollection
    where T : class
{
    /// <summary>The server's code for an attempt to change an <c>_id</c>.</summary>
    private const int ImmutableField = 66;

    // By name: translating an expression for each field of each document of a bulk write takes longer than the rest of it.
    private static readonly FieldDefinition<Document<T>, Guid> Id = "_id";
    private static readonly FieldDefinition<Document<T>, long> Version = "version";
    private static readonly FieldDefinition<Document<T>, T> Body = "body";

    private readonly IMongoCollection<Document<T>> _collection = database.GetCollection<Document<T>>(definition.Name);
    private readonly MongoIndexes<T> _indexes = new(database.GetCollection<Document<T>>(definition.Name), definition);

    /// <summary>For the queries of the store over this collection; writes go through this class.</summary>
    public IMongoCollection<Document<T>> Collection => _collection;

    private static FilterDefinitionBuilder<Document<T>> Filter => Builders<Document<T>>.Filter;

    Task IPreparedCollection.PrepareAsync(CancellationToken cancellationToken) => _indexes.EnsureAsync(cancellationToken);

    /// <summary>For queries that name the index they use: waits until all indexes exist. Costs nothing once they do.</summary>
    public Task EnsureIndexesAsync(CancellationToken cancellationToken) => _indexes.EnsureAsync(cancellationToken);

    public async Task<Document<T>?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await _collection.Find(document => document.Id == id).FirstOrDefaultAsync(cancellationToken);

    public async Task<IReadOnlyList<Document<T>>> FindManyAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        ids.Count == 0 ? [] : await _collection.Find(Filter.In(document => document.Id, ids)).ToListAsync(cancellationToken);

    public async Task<Document<T>?> FindByAsync(UniqueIndex<T> index, string key, CancellationToken cancellationToken) =>
        await _collection.Find(Filter.Eq(MongoIndexes.FieldOf(index), key)).FirstOrDefaultAsync(cancellationToken);

    public async Task<IReadOnlyList<Document<T>>> FindManyByAsync(
        UniqueIndex<T> index, IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
        keys.Count == 0 ? [] : await _collection.Find(Filter.In(MongoIndexes.FieldOf(index), keys)).ToListAsync(cancellationToken);

    // The first page is bounded too: a sort alone does not make every server read an index.
    public async Task<IReadOnlyList<Document<T>>> ListAsync(Guid? after, int limit, CancellationToken cancellationToken) =>
        await _collection.Find(after is { } id ? Filter.Gt(document => document.Id, id) : Filter.Gte(document => document.Id, Guid.Empty))
            .SortBy(document => document.Id).Limit(limit).ToListAsync(cancellationToken);

    public async Task<WriteResult> InsertAsync(NewDocument<T> document, CancellationToken cancellationToken) =>
        (await InsertManyAsync([document], cancellationToken))[0];

    public async Task<IReadOnlyList<WriteResult>> InsertManyAsync(
        IReadOnlyList<NewDocument<T>> documents, CancellationToken cancellationToken)
    {
        if (documents.Count == 0)
            return [];
        await _indexes.EnsureAsync(cancellationToken);
        var results = new WriteResult[documents.Count];
        var now = time.GetStoredNow();
        try
        {
            await _collection.InsertManyAsync(
                documents.Select(document => new Document<T>
                {
                    Id = document.Id,
                    Version = document.Version,
                    Body = document.Body,
                    Pending = document.Events,
                    OutboxDue = document.Events.Count > 0 ? now + document.MayWait : null,
                }),
                new InsertManyOptions { IsOrdered = false },
                cancellationToken);
        }
        catch (MongoBulkWriteException<Document<T>> e) when (HasOnly(e, IsDuplicate))
        {
            foreach (var error in e.WriteErrors)
                results[error.Index] = new(WriteStatus.Duplicate, _indexes.NameIn(error.Message));
        }

        observers.Inserted(documents, results);
        if (documents.Any(document => document.Events.Count > 0))
            signal.Notify();
        return results;
    }

    public async Task<WriteResult> UpdateAsync(
        Guid id, long expectedVersion, T body, IReadOnlyList<EventMessage> events, CancellationToken cancellationToken)
    {
        await _indexes.EnsureAsync(cancellationToken);
        var change = new DocumentUpdate<T>(id, expectedVersion, body, events);
        try
        {
            var result = await _collection.UpdateOneAsync(
                Expected(change), Definition(change, time.GetStoredNow()), cancellationToken: cancellationToken);
            if (result.MatchedCount == 0)
                return new(WriteStatus.Stale);
        }
        catch (MongoWriteException e) when (e.WriteError.Category == ServerErrorCategory.DuplicateKey)
        {
            return new(WriteStatus.Duplicate, _indexes.NameIn(e.WriteError.Message));
        }

        observers.Written(id, expectedVersion + 1);
        if (events.Count > 0)
            signal.Notify();
        return new(WriteStatus.Written);
    }

    public async Task<IReadOnlyList<WriteResult>> UpdateManyAsync(
        IReadOnlyList<DocumentUpdate<T>> updates, CancellationToken cancellationToken)
    {
        if (updates.Count == 0)
            return [];
        await _indexes.EnsureAsync(cancellationToken);
        var results = new WriteResult[updates.Count];
        var now = time.GetStoredNow();
        // In the order of their ids, so that two replicas that lock some of the same documents never wait for each other.
        var order = Enumerable.Range(0, updates.Count).OrderBy(i => updates[i].Id).ToList();
        try
        {
            await _collection.BulkWriteAsync(
                order.Select(i => AsModel(updates[i], now)), new BulkWriteOptions { IsOrdered = false }, cancellationToken);
        }
        catch (MongoBulkWriteException<Document<T>> e) when (HasOnly(e, error => IsStale(error) || IsDuplicate(error)))
        {
            foreach (var error in e.WriteErrors)
            {
                results[order[error.Index]] = IsStale(error)
                    ? new(WriteStatus.Stale)
                    : new(WriteStatus.Duplicate, _indexes.NameIn(error.Message));
            }
        }

        observers.Updated(updates, results);
        if (updates.Any(update => update.Events.Count > 0))
            signal.Notify();
        return results;
    }

    public async Task<bool> DeleteAsync(Guid id, CancellationToken cancellationToken) =>
        (await _collection.DeleteOneAsync(document => document.Id == id, cancellationToken)).DeletedCount > 0;

    /// <summary>Removes the documents, and with them any pending events, in one round trip. At most 1,000.</summary>
    /// <returns>How many were there.</returns>
    public async Task<long> DeleteManyAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        ids.Count == 0 ? 0 : (await _collection.DeleteManyAsync(Filter.In(document => document.Id, ids), cancellationToken)).DeletedCount;

    // The answer to a bulk write counts what matched, but does not say which did. So what does not match is made an error of its
    // own: it would be inserted, which the other _id forbids. Nothing is ever inserted here, and what matches does not look at it.
    private static UpdateOneModel<Document<T>> AsModel(DocumentUpdate<T> change, DateTimeOffset now) =>
        new(Expected(change), Definition(change, now).SetOnInsert(Id, Guid.Empty)) { IsUpsert = true };

    private static FilterDefinition<Document<T>> Expected(DocumentUpdate<T> change) =>
        Filter.Eq(Id, change.Id) & Filter.Eq(Version, change.ExpectedVersion);

    private static UpdateDefinition<Document<T>> Definition(DocumentUpdate<T> change, DateTimeOffset now)
    {
        var update = Builders<Document<T>>.Update.Set(Body, change.Body).Set(Version, change.ExpectedVersion + 1);
        return change.Events.Count == 0 ? update : update
            .PushEach(document => document.Pending, change.Events).Min(document => document.OutboxDue, now + change.MayWait);
    }

    // What is first found wrong with the insertion, that the _id changes or that it is taken, is the server's choice.
    private bool IsStale(BulkWriteError error) =>
        error.Code == ImmutableField || (IsDuplicate(error) && _indexes.NameIn(error.Message) is null);

    private static bool IsDuplicate(BulkWriteError error) => error.Category == ServerErrorCategory.DuplicateKey;

    // A write concern that was not met comes as an exception without write errors: those documents may be lost again.
    private static bool HasOnly(MongoBulkWriteException e, Func<BulkWriteError, bool> expected) =>
        e is { WriteConcernError: null, WriteErrors.Count: > 0 } && e.WriteErrors.All(expected);
}
