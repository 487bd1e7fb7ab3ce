using FilmStreaming.ServiceDefaults.Paging;
using FilmStreaming.Storage;
using FilmStreaming.Storage.Mongo;
using MongoDB.Driver;

namespace FilmStreaming.UserApi.Playback.Storage;

internal sealed class MongoWatchStateStore(MongoDocuments<WatchState> documents) : WatchStateStore(documents)
{
    private readonly MongoDocuments<WatchState> _documents = documents;

    private static FilterDefinitionBuilder<Document<WatchState>> Where => Builders<Document<WatchState>>.Filter;

    private static SortDefinitionBuilder<Document<WatchState>> By => Builders<Document<WatchState>>.Sort;

    public override async Task<IReadOnlyList<Document<WatchState>>> ListContinuedAsync(
        Guid accountId, Guid profileId, TimePosition? after, int limit, CancellationToken cancellationToken)
    {
        var filter = Where.Eq(state => state.Body.AccountId, accountId) & Where.Eq(state => state.Body.ContinuedBy, profileId);
        if (after is { } last)
        {
            // The first condition bounds the walk through the index; the second sorts out films of the same millisecond.
            filter &= Where.Lte(state => state.Body.LastAt, last.Time)
                & (Where.Lt(state => state.Body.LastAt, last.Time) | Where.Lt(state => state.Id, last.Id));
        }

        return await _documents.Collection.Find(filter)
            .Sort(By.Descending(state => state.Body.LastAt).Descending(state => state.Id))
            .Limit(limit)
            .ToListAsync(cancellationToken);
    }

    public override Task RemoveAllAsync(Guid accountId, CancellationToken cancellationToken) =>
        _documents.Collection.DeleteManyAsync(Where.Eq(state => state.Body.AccountId, accountId), cancellationToken);
}
