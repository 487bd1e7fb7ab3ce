using FilmStreaming.ServiceDefaults.Paging;
using FilmStreaming.Storage;
using FilmStreaming.Storage.Embedded;

namespace FilmStreaming.UserApi.Playback.Storage;

internal sealed class EmbeddedWatchStateStore(EmbeddedDocuments<WatchState> documents) : WatchStateStore(documents)
{
    private readonly EmbeddedDocuments<WatchState> _documents = documents;
    private readonly EmbeddedOrder<WatchState, (Guid AccountId, Guid ProfileId)> _continued = new(
        documents, state => state.ContinuedBy is { } profile ? ((state.AccountId, profile), state.LastAt) : null);

    public override Task<IReadOnlyList<Document<WatchState>>> ListContinuedAsync(
        Guid accountId, Guid profileId, TimePosition? after, int limit, CancellationToken cancellationToken) =>
        Task.FromResult(_continued.List((accountId, profileId), after is { } last ? (last.Time, last.Id) : null, before: null, limit));

    public override async Task RemoveAllAsync(Guid accountId, CancellationToken cancellationToken)
    {
        foreach (var ids in _documents.All.Where(state => state.Body.AccountId == accountId).Select(state => state.Id).Chunk(1000))
            await _documents.DeleteManyAsync(ids, cancellationToken);
    }
}
