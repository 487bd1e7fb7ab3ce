using FilmStreaming.ServiceDefaults.Paging;
using FilmStreaming.Storage;
using FilmStreaming.Storage.Embedded;

namespace FilmStreaming.UserApi.Playback.Storage;

internal sealed class EmbeddedWatchStateStore(EmbeddedDocuments<WatchState> documents) : WatchStateStore(documents)
{
    private readonly EmbeddedDocuments<WatchState> _documents = documents;

    public override Task<IReadOnlyList<Document<WatchState>>> ListContinuedAsync(
        Guid accountId, Guid profileId, TimePosition? after, int limit, CancellationToken cancellationToken)
    {
        var states = _documents.All.Where(state => state.Body.AccountId == accountId && state.Body.ContinuedBy == profileId);
        if (after is { } last)
            states = states.Where(state => (state.Body.LastAt, state.Id).CompareTo((last.Time, last.Id)) < 0);
        return Task.FromResult<IReadOnlyList<Document<WatchState>>>(
            [.. states.OrderByDescending(state => state.Body.LastAt).ThenByDescending(state => state.Id).Take(limit)]);
    }

    public override Task RemoveAllAsync(Guid accountId, CancellationToken cancellationToken) => _documents.DeleteManyAsync(
        [.. _documents.All.Where(state => state.Body.AccountId == accountId).Select(state => state.Id)], cancellationToken);
}
