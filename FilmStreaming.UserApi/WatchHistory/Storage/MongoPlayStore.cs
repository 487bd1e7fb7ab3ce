using FilmStreaming.Storage;
using FilmStreaming.Storage.Mongo;
using MongoDB.Driver;

namespace FilmStreaming.UserApi.WatchHistory.Storage;

internal sealed class MongoPlayStore(MongoDocuments<Play> documents) : PlayStore(documents)
{
    private readonly MongoDocuments<Play> _documents = documents;

    private static FilterDefinitionBuilder<Document<Play>> Where => Builders<Document<Play>>.Filter;

    private static SortDefinitionBuilder<Document<Play>> By => Builders<Document<Play>>.Sort;

    public override async Task<Document<Play>?> FindAsync(Guid accountId, Guid id, CancellationToken cancellationToken) =>
        await _documents.Collection.Find(Owned(accountId, id)).FirstOrDefaultAsync(cancellationToken);

    public override async Task<IReadOnlyList<Document<Play>>> ListAsync(
        Guid accountId, PlayPosition? after, int limit, CancellationToken cancellationToken)
    {
        var filter = Where.Eq(play => play.Body.AccountId, accountId);
        if (after is { } last)
        {
            // The first condition bounds the walk through the index; the second sorts out plays of the same millisecond.
            filter &= Where.Lte(play => play.Body.WatchedAt, last.WatchedAt)
                & (Where.Lt(play => play.Body.WatchedAt, last.WatchedAt) | Where.Lt(play => play.Id, last.Id));
        }

        return await _documents.Collection.Find(filter)
            .Sort(By.Descending(play => play.Body.WatchedAt).Descending(play => play.Id))
            .Limit(limit)
            .ToListAsync(cancellationToken);
    }

    public override async Task<bool> RemoveAsync(Guid accountId, Guid id, CancellationToken cancellationToken)
    {
        var result = await _documents.Collection.DeleteOneAsync(Owned(accountId, id), cancellationToken);
        return result.DeletedCount == 1;
    }

    public override Task RemoveAllAsync(Guid accountId, CancellationToken cancellationToken) =>
        _documents.Collection.DeleteManyAsync(Where.Eq(play => play.Body.AccountId, accountId), cancellationToken);

    private static FilterDefinition<Document<Play>> Owned(Guid accountId, Guid id) =>
        Where.Eq(play => play.Id, id) & Where.Eq(play => play.Body.AccountId, accountId);
}
