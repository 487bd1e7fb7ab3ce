using FilmStreaming.Storage;
using FilmStreaming.Storage.Mongo;
using MongoDB.Driver;

namespace FilmStreaming.UserApi.Sessions.Storage;

internal sealed class MongoSessionStore(MongoDocuments<Session> documents) : SessionStore(documents)
{
    private readonly MongoDocuments<Session> _documents = documents;

    private static FilterDefinitionBuilder<Document<Session>> Where => Builders<Document<Session>>.Filter;

    private static SortDefinitionBuilder<Document<Session>> By => Builders<Document<Session>>.Sort;

    public override async Task<IReadOnlyList<Document<Session>>> ListActiveAsync(
        Guid accountId, DateTimeOffset now, CancellationToken cancellationToken) =>
        await _documents.Collection
            .Find(Where.Eq(session => session.Body.AccountId, accountId) & Where.Gt(session => session.Body.ExpiresAt, now))
            .Sort(By.Descending(session => session.Body.LastSeenAt).Descending(session => session.Id))
            .ToListAsync(cancellationToken);

    public override async Task<IReadOnlyList<Document<Session>>> ListAllAsync(Guid accountId, CancellationToken cancellationToken) =>
        await _documents.Collection.Find(Where.Eq(session => session.Body.AccountId, accountId)).ToListAsync(cancellationToken);

    public override async Task<IReadOnlyList<Document<Session>>> ListRevokedAsync(
        DateTimeOffset since, Guid? after, int limit, CancellationToken cancellationToken)
    {
        var filter = Where.Gt(session => session.Body.RevokedAt, since);
        if (after is { } last)
            filter &= Where.Gt(session => session.Id, last);
        return await _documents.Collection.Find(filter)
            .Sort(By.Ascending(session => session.Id))
            .Limit(limit)
            .ToListAsync(cancellationToken);
    }

    public override async Task<long> RemoveEndedAsync(DateTimeOffset time, CancellationToken cancellationToken)
    {
        var result = await _documents.Collection.DeleteManyAsync(
            Where.Lt(session => session.Body.ExpiresAt, time) & Where.Exists(session => session.OutboxDue, exists: false),
            cancellationToken);
        return result.DeletedCount;
    }
}
