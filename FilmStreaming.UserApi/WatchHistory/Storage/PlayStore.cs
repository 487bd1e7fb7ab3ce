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

    public abstract Task<Document<Play>?> FindAsync(Guid accountId, Guid id, CancellationToken cancellationToken);

    public abstract Task<IReadOnlyList<Document<Play>>> ListAsync(
        Guid accountId, PlayPosition? after, int limit, CancellationToken cancellationToken);

    public abstract Task<bool> RemoveAsync(Guid accountId, Guid id, CancellationToken cancellationToken);
}
