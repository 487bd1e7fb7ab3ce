using FilmStreaming.ServiceDefaults.Paging;
using FilmStreaming.Storage;

namespace FilmStreaming.UserApi.WatchHistory.Storage;

/// <summary>What both forms of the store do alike.</summary>
internal abstract class PlayStore(IDocuments<Play> documents) : IPlayStore
{
    private static readonly TimeSpan BulkWait = TimeSpan.FromSeconds(1);

    private static readonly UniqueIndex<Play> NaturalKey = new("play-key", "naturalKey", play => play.NaturalKey);

    public static readonly CollectionDefinition<Play> Definition = new()
    {
        Name = "plays",
        Json = UserJsonContext.Default.DocumentPlay,
        Unique = [NaturalKey],
        Queries =
        [
            new("play-history", "body.accountId", "-body.watchedAt", "-_id"),
            new("play-film", "body.accountId", "body.movieId", "-body.watchedAt", "-_id"),
            new("play-removed", "body.removedAt"),
        ],
    };

    public async Task<(Document<Play> Play, bool Added)> AddAsync(Guid id, Play play, CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await documents.InsertAsync(new(id, play, []), cancellationToken);
            if (result.Status == WriteStatus.Written)
                return (new() { Id = id, Version = 1, Body = play }, true);

            // Not found when it was removed since it was in the way: then there is room for this one.
            if (await documents.FindByAsync(NaturalKey, play.NaturalKey!, cancellationToken) is { } existing)
                return (existing, false);
        }
    }

    public async Task RecordAsync(IReadOnlyList<RecordedPlay> plays, CancellationToken cancellationToken)
    {
        var added = plays.Where(play => play.IsNew).ToList();
        var results = await documents.InsertManyAsync(
            [.. added.Select(play => new NewDocument<Play>(play.Id, play.Play, []))], cancellationToken);
        var inserted = added.Where((_, i) => results[i].Status == WriteStatus.Written).ToHashSet();
        foreach (var play in plays.Where(play => !inserted.Contains(play)))
            await MoveAsync(play, cancellationToken);
    }

    private async Task MoveAsync(RecordedPlay play, CancellationToken cancellationToken)
    {
        var result = new WriteResult(WriteStatus.Stale);
        while (result.Status == WriteStatus.Stale
            && await documents.FindAsync(play.Id, cancellationToken) is { } known
            && known.Body.RemovedAt is null
            && known.Body.WatchedAt > play.Play.WatchedAt)
        {
            result = await documents.UpdateAsync(
                play.Id, known.Version, known.Body with { WatchedAt = play.Play.WatchedAt }, [], cancellationToken);
        }
    }

    public abstract Task<Document<Play>?> FindAsync(Guid accountId, Guid id, CancellationToken cancellationToken);

    public abstract Task<IReadOnlyList<Document<Play>>> ListAsync(
        PlayFilter filter, TimePosition? after, int limit, CancellationToken cancellationToken);

    public async Task<int> RemoveAsync(IReadOnlyList<Document<Play>> plays, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // The events of many wait a little, so that those of other writes pass them.
        var wait = plays.Count > 1 ? BulkWait : TimeSpan.Zero;
        var results = await documents.UpdateManyAsync(
            [
                .. plays.Select(play => new DocumentUpdate<Play>(
                    play.Id, play.Version, play.Body.Remove(now), [play.Body.Deletion(play.Id, now)]) { MayWait = wait }),
            ],
            cancellationToken);
        return results.Count(result => result.Status == WriteStatus.Written);
    }

    public abstract Task<long> ForgetRemovedAsync(CancellationToken cancellationToken);

    public abstract Task EraseAsync(Guid accountId, CancellationToken cancellationToken);
}
