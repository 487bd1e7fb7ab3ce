using FilmStreaming.ServiceDefaults.Paging;
using FilmStreaming.Storage;
using FilmStreaming.Storage.Mongo;
using MongoDB.Driver;

namespace FilmStreaming.UserApi.Lists.Storage;

internal sealed class MongoListStore(MongoDocuments<ListEntry> documents) : ListStore(documents)
{
    private readonly MongoDocuments<ListEntry> _documents = documents;

    private static FilterDefinitionBuilder<Document<ListEntry>> Where => Builders<Document<ListEntry>>.Filter;

    private static SortDefinitionBuilder<Document<ListEntry>> By => Builders<Document<ListEntry>>.Sort;

    public override async Task<IReadOnlyList<Document<ListEntry>>> ListAsync(
        Guid accountId, string list, TimePosition? after, int limit, CancellationToken cancellationToken)
    {
        var filter = Of(accountId, list);
        if (after is { } last)
        {
            // The first condition bounds the walk through the index; the second sorts out entries of the same millisecond.
            filter &= Where.Lte(entry => entry.Body.AddedAt, last.Time)
                & (Where.Lt(entry => entry.Body.AddedAt, last.Time) | Where.Lt(entry => entry.Id, last.Id));
        }

        return await _documents.Collection.Find(filter)
            .Sort(By.Descending(entry => entry.Body.AddedAt).Descending(entry => entry.Id))
            .Limit(limit)
            .ToListAsync(cancellationToken);
    }

    public override Task<long> CountAsync(Guid accountId, string list, int limit, CancellationToken cancellationToken) =>
        _documents.Collection.CountDocumentsAsync(Of(accountId, list), new CountOptions { Limit = limit }, cancellationToken);

    public override Task RemoveAllAsync(Guid accountId, CancellationToken cancellationToken) =>
        _documents.Collection.DeleteManyAsync(Where.Eq(entry => entry.Body.AccountId, accountId), cancellationToken);

    private static FilterDefinition<Document<ListEntry>> Of(Guid accountId, string list) =>
        Where.Eq(entry => entry.Body.AccountId, accountId) & Where.Eq(entry => entry.Body.List, list);
}
