using FilmStreaming.ServiceDefaults.Paging;
using FilmStreaming.Storage;
using FilmStreaming.Storage.Embedded;

namespace FilmStreaming.UserApi.WatchHistory.Storage;

internal sealed class EmbeddedPlayStore(EmbeddedDocuments<Play> documents) : PlayStore(documents)
{
    /// <summary>Plays that are dropped together.</summary>
    private const int MaxDropped = 1000;

    private readonly EmbeddedDocuments<Play> _documents = documents;
    private readonly EmbeddedOrder<Play, Guid> _history = new(documents, play => (play.AccountId, play.WatchedAt));
    private readonly EmbeddedOrder<Play, (Guid AccountId, Guid MovieId)> _byFilm = new(
        documents, play => ((play.AccountId, play.MovieId), play.WatchedAt));

    public override async Task<Document<Play>?> FindAsync(Guid accountId, Guid id, CancellationToken cancellationToken) =>
        await _documents.FindAsync(id, cancellationToken) is { } play && play.Body.AccountId == accountId ? play : null;

    public override Task<IReadOnlyList<Document<Play>>> ListAsync(
        PlayFilter filter, TimePosition? after, int limit, CancellationToken cancellationToken)
    {
        (DateTimeOffset, Guid)? behind = after is { } last ? (last.Time, last.Id) : null;
        var plays = filter.MovieId is { } movie
            ? _byFilm.List((filter.AccountId, movie), behind, filter.Before, limit)
            : _history.List(filter.AccountId, behind, filter.Before, limit);
        return Task.FromResult<IReadOnlyList<Document<Play>>>(
            [.. plays.TakeWhile(play => filter.From is null || play.Body.WatchedAt >= filter.From)]);
    }

    public override Task<long> ForgetRemovedAsync(CancellationToken cancellationToken) =>
        DropAsync(play => play.Body.RemovedAt is not null && play.OutboxDue is null, cancellationToken);

    public override Task EraseAsync(Guid accountId, CancellationToken cancellationToken) =>
        DropAsync(play => play.Body.AccountId == accountId, cancellationToken);

    private async Task<long> DropAsync(Func<Document<Play>, bool> which, CancellationToken cancellationToken)
    {
        var dropped = 0L;
        foreach (var ids in _documents.All.Where(which).Select(play => play.Id).Chunk(MaxDropped))
            dropped += await _documents.DeleteManyAsync(ids, cancellationToken);
        return dropped;
    }
}
