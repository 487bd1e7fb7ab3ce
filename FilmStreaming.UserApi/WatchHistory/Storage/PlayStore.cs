using FilmStreaming.Storage;

namespace FilmStreaming.UserApi.WatchHistory.Storage;

/// <summary>What both forms of the store do alike.</summary>
internal abstract class PlayStore(IDocuments<Play> documents) : IPlayStore
{
    private static readonly UniqueIndex<Play> NaturalKey = new("play-key", "naturalKey", play => play.NaturalKey);

    public static readonly CollectionDefinition<Play> Definition = new()
    {
        Name = "plays",
        Json = UserJsonContext.Default.DocumentPlay,
        Unique = [NaturalKey],
        Queries = [new("play-history", "body.accountId", "-body.watchedAt", "-_id")],
    };

    public async Task<(Document<Play> Play, bool Added)> AddAsync(Guid id, Play play, CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await documents.InsertAsync(new(id, play, []), cancellationToken);
            if (result.Status == WriteStatus.Written)
                return (new() { Id = id, Version = 1, Body = play }, true);

            // Not found when it was removed since it was in the way: then there is room for this one.
            if (await documents.FindByAsync(NaturalKey, play.NaturalKey, cancellationToken) is { } existing)
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
            && known.Body.WatchedAt > play.Play.WatchedAt)
        {
            result = await documents.UpdateAsync(
                play.Id, known.Version, known.Body with { WatchedAt = play.Play.WatchedAt }, [], cancellationToken);
        }
    }

    public abstract Task<Document<Play>?> FindAsync(Guid accountId, Guid id, CancellationToken cancellationToken);

    public abstract Task<IReadOnlyList<Document<Play>>> ListAsync(
        Guid accountId, PlayPosition? after, int limit, CancellationToken cancellationToken);

    public abstract Task<bool> RemoveAsync(Guid accountId, Guid id, CancellationToken cancellationToken);

    public abstract Task RemoveAllAsync(Guid accountId, CancellationToken cancellationToken);
}
