using FilmStreaming.Messaging.Events;
using FilmStreaming.Messaging.Outbox;
using MongoDB.Driver;

namespace FilmStreaming.Storage.Mongo;

/// <summary>A collection of MongoDB.</summary>
public sealed class MongoDocuments<T>(
    IMongoDatabase database, CollectionDefinition<T> definition, OutboxSignal signal, TimeProvider time) : IDocuments<T>, IPreparedCollection
    where T : class
{
    private readonly IMongoCollection<Document<T>> _collection = database.GetCollection<Document<T>>(definition.Name);
    private readonly MongoIndexes<T> _indexes = new(database.GetCollection<Document<T>>(definition.Name), definition);

    /// <summary>For the queries of the store over this collection; writes go through this class.</summary>
    public IMongoCollection<Document<T>> Collection => _collection;

    private static FilterDefinitionBuilder<Document<T>> Filter => Builders<Document<T>>.Filter;

    Task IPreparedCollection.PrepareAsync(CancellationToken cancellationToken) => _indexes.EnsureAsync(cancellationToken);

    public async Task<Document<T>?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await _collection.Find(document => document.Id == id).FirstOrDefaultAsync(cancellationToken);

    public async Task<IReadOnlyList<Document<T>>> FindManyAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        ids.Count == 0 ? [] : await _collection.Find(Filter.In(document => document.Id, ids)).ToListAsync(cancellationToken);

    public async Task<Document<T>?> FindByAsync(UniqueIndex<T> index, string key, CancellationToken cancellationToken) =>
        await _collection.Find(Filter.Eq(MongoIndexes.FieldOf(index), key)).FirstOrDefaultAsync(cancellationToken);

    public async Task<IReadOnlyList<Document<T>>> FindManyByAsync(
        UniqueIndex<T> index, IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
        keys.Count == 0 ? [] : await _collection.Find(Filter.In(MongoIndexes.FieldOf(index), keys)).ToListAsync(cancellationToken);

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
                    Version = 1,
                    Body = document.Body,
                    Pending = document.Events,
                    OutboxDue = document.Events.Count > 0 ? now : null,
                }),
                new InsertManyOptions { IsOrdered = false },
                cancellationToken);
        }
        catch (MongoBulkWriteException<Document<T>> e) when (HasOnlyDuplicates(e))
        {
            foreach (var error in e.WriteErrors)
                results[error.Index] = new(WriteStatus.Duplicate, _indexes.NameIn(error.Message));
        }

        if (documents.Any(document => document.Events.Count > 0))
            signal.Notify();
        return results;
    }

    public async Task<WriteResult> UpdateAsync(
        Guid id, long expectedVersion, T body, IReadOnlyList<EventMessage> events, CancellationToken cancellationToken)
    {
        await _indexes.EnsureAsync(cancellationToken);
        var update = ChangeOf(new(id, expectedVersion, body, events));
        try
        {
            var result = await _collection.UpdateOneAsync(
                document => document.Id == id && document.Version == expectedVersion, update, cancellationToken: cancellationToken);
            if (result.MatchedCount == 0)
                return new(WriteStatus.Stale);
        }
        catch (MongoWriteException e) when (e.WriteError.Category == ServerErrorCategory.DuplicateKey)
        {
            return new(WriteStatus.Duplicate, _indexes.NameIn(e.WriteError.Message));
        }

        if (events.Count > 0)
            signal.Notify();
        return new(WriteStatus.Written);
    }

    public async Task<bool> UpdateManyAsync(IReadOnlyList<DocumentUpdate<T>> updates, CancellationToken cancellationToken)
    {
        if (updates.Count == 0)
            return true;
        await _indexes.EnsureAsync(cancellationToken);
        var matched = 0L;
        try
        {
            // In the order of their ids, so that two replicas that lock some of the same documents never wait for each other.
            var result = await _collection.BulkWriteAsync(
                updates.OrderBy(update => update.Id).Select(update => new UpdateOneModel<Document<T>>(
                    Filter.Eq(document => document.Id, update.Id) & Filter.Eq(document => document.Version, update.ExpectedVersion),
                    ChangeOf(update))),
                new BulkWriteOptions { IsOrdered = false },
                cancellationToken);
            matched = result.MatchedCount;
        }
        catch (MongoBulkWriteException<Document<T>> e) when (HasOnlyDuplicates(e))
        {
            // Those whose unique key is taken were not written; the others were.
        }

        if (updates.Any(update => update.Events.Count > 0))
            signal.Notify();
        return matched == updates.Count;
    }

    public async Task<bool> DeleteAsync(Guid id, CancellationToken cancellationToken) =>
        (await _collection.DeleteOneAsync(document => document.Id == id, cancellationToken)).DeletedCount > 0;

    private UpdateDefinition<Document<T>> ChangeOf(DocumentUpdate<T> update)
    {
        var change = Builders<Document<T>>.Update
            .Set(document => document.Body, update.Body).Set(document => document.Version, update.ExpectedVersion + 1);
        return update.Events.Count == 0
            ? change
            : change.PushEach(document => document.Pending, update.Events).Min(document => document.OutboxDue, time.GetStoredNow());
    }

    // A write concern that was not met comes as an exception without write errors: those documents may be lost again.
    private static bool HasOnlyDuplicates(MongoBulkWriteException e) =>
        e is { WriteConcernError: null, WriteErrors.Count: > 0 }
        && e.WriteErrors.All(error => error.Category == ServerErrorCategory.DuplicateKey);
}
