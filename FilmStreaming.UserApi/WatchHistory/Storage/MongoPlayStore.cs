using FilmStreaming.ServiceDefaults.Paging;
using FilmStreaming.Storage;
using FilmStreaming.Storage.Mongo;
using MongoDB.Driver;

namespace FilmStreaming.UserApi.WatchHistory.Storage;

internal sealed class MongoPlayStore(MongoDocuments<Play> documents, TimeProvider time) : PlayStore(documents)
{
    /// <summary>
    /// A page is looked for in these steps of time, because a database may sort all that a range gives: then who has watched for years would
    /// wait longer for the first page than who has begun to.
    /// </summary>
    private static readonly TimeSpan[] Reaches = [TimeSpan.FromDays(1), TimeSpan.FromDays(16), TimeSpan.FromDays(256)];

    private readonly MongoDocuments<Play> _documents = documents;

    private static FilterDefinitionBuilder<Document<Play>> Where => Builders<Document<Play>>.Filter;

    private static SortDefinitionBuilder<Document<Play>> By => Builders<Document<Play>>.Sort;

    public override async Task<Document<Play>?> FindAsync(Guid accountId, Guid id, CancellationToken cancellationToken) =>
        await _documents.Collection.Find(Where.Eq(play => play.Id, id) & OwnedBy(accountId)).FirstOrDefaultAsync(cancellationToken);

    public override async Task<IReadOnlyList<Document<Play>>> ListAsync(
        PlayFilter filter, TimePosition? after, int limit, CancellationToken cancellationToken)
    {
        List<Document<Play>> found = [];
        var latest = after?.Time ?? filter.Before ?? time.GetUtcNow();
        var step = filter;
        foreach (var reach in Reaches.Where(reach => latest - (filter.From ?? DateTimeOffset.MinValue) > reach))
        {
            step = step with { From = latest - reach };
            found.AddRange(await FindAsync(step, after, limit - found.Count, cancellationToken));
            if (found.Count == limit)
                return found;
            step = step with { Before = step.From };
        }

        return [.. found, .. await FindAsync(step with { From = filter.From }, after, limit - found.Count, cancellationToken)];
    }

    private async Task<IReadOnlyList<Document<Play>>> FindAsync(
        PlayFilter filter, TimePosition? after, int limit, CancellationToken cancellationToken)
    {
        var which = OwnedBy(filter.AccountId);
        if (filter.MovieId is { } movie)
            which &= Where.Eq(play => play.Body.MovieId, movie);
        if (filter.From is { } from)
            which &= Where.Gte(play => play.Body.WatchedAt, from);
        if (filter.Before is { } before)
            which &= Where.Lt(play => play.Body.WatchedAt, before);
        if (after is { } last)
        {
            // The first condition bounds the walk through the index; the second sorts out plays of the same millisecond.
            which &= Where.Lte(play => play.Body.WatchedAt, last.Time)
                & (Where.Lt(play => play.Body.WatchedAt, last.Time) | Where.Lt(play => play.Id, last.Id));
        }

        return await _documents.Collection.Find(which)
            .Sort(By.Descending(play => play.Body.WatchedAt).Descending(play => play.Id))
            .Limit(limit)
            .ToListAsync(cancellationToken);
    }

    // A range rather than existence, which every server answers from the index.
    public override async Task<long> ForgetRemovedAsync(CancellationToken cancellationToken) =>
        (await _documents.Collection.DeleteManyAsync(
            Where.Gt(play => play.Body.RemovedAt, DateTimeOffset.UnixEpoch) & Where.Eq(play => play.OutboxDue, null),
            cancellationToken)).DeletedCount;

    public override Task EraseAsync(Guid accountId, CancellationToken cancellationToken) =>
        _documents.Collection.DeleteManyAsync(OwnedBy(accountId), cancellationToken);

    private static FilterDefinition<Document<Play>> OwnedBy(Guid accountId) => Where.Eq(play => play.Body.AccountId, accountId);
}
