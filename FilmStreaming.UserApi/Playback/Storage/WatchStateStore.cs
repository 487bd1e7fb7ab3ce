using FilmStreaming.ServiceDefaults.Paging;
using FilmStreaming.Storage;

namespace FilmStreaming.UserApi.Playback.Storage;

/// <summary>What both forms of the store do alike.</summary>
internal abstract class WatchStateStore(IDocuments<WatchState> documents) : IWatchStateStore
{
    public static readonly CollectionDefinition<WatchState> Definition = new()
    {
        Name = "watchStates",
        Json = UserJsonContext.Default.DocumentWatchState,
        Queries = [new("continue-watching", "body.accountId", "body.continuedBy", "-body.lastAt", "-_id")],
    };

    public Task<Document<WatchState>?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        documents.FindAsync(id, cancellationToken);

    public Task<IReadOnlyList<Document<WatchState>>> FindManyAsync(
        IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) => documents.FindManyAsync(ids, cancellationToken);

    public async Task<IReadOnlySet<Guid>> SaveManyAsync(IReadOnlyList<WatchStateChange> changes, CancellationToken cancellationToken)
    {
        var added = changes.Where(change => change.Version == 0).ToList();
        var changed = changes.Where(change => change.Version != 0).ToList();
        var inserted = await documents.InsertManyAsync(
            [.. added.Select(change => new NewDocument<WatchState>(change.Id, change.State, change.Events))], cancellationToken);
        var left = added.Where((_, i) => inserted[i].Status != WriteStatus.Written).Select(change => change.Id).ToHashSet();
        var updated = await documents.UpdateManyAsync(
            [.. changed.Select(change => new DocumentUpdate<WatchState>(change.Id, change.Version, change.State, change.Events))],
            cancellationToken);
        left.UnionWith(changed.Where((_, i) => updated[i].Status != WriteStatus.Written).Select(change => change.Id));
        return left;
    }

    public Task RemoveAsync(Guid accountId, Guid movieId, CancellationToken cancellationToken) =>
        documents.DeleteAsync(PlaybackKey.Of(accountId, movieId).StateId, cancellationToken);

    public abstract Task<IReadOnlyList<Document<WatchState>>> ListContinuedAsync(
        Guid accountId, Guid profileId, TimePosition? after, int limit, CancellationToken cancellationToken);

    public abstract Task RemoveAllAsync(Guid accountId, CancellationToken cancellationToken);
}
