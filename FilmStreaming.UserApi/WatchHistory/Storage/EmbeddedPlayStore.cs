using FilmStreaming.ServiceDefaults.Paging;
using FilmStreaming.Storage;
using FilmStreaming.Storage.Embedded;

namespace FilmStreaming.UserApi.WatchHistory.Storage;

internal sealed class EmbeddedPlayStore(EmbeddedDocuments<Play> documents) : PlayStore(documents)
{
    /// <summary>Plays that are dropped together.</summary>
    private const int MaxDropped = 1000;

    private readonly EmbeddedDocuments<Play> _documents = documents;

    public override async Task<Document<Play>?> FindAsync(Guid accountId, Guid id, CancellationToken cancellationToken) =>
        await _documents.FindAsync(id, cancellationToken) is { } play && play.Body.AccountId == accountId ? play : null;

    public override Task<IReadOnlyList<Document<Play>>> ListAsync(
        PlayFilter filter, TimePosition? after, int limit, CancellationToken cancellationToken)
    {
        var plays = _documents.All.Where(play => IsMeant(play.Body, filter));
        if (after is { } last)
            plays = plays.Where(play => (play.Body.WatchedAt, play.Id).CompareTo((last.Time, last.Id)) < 0);
        return Task.FromResult<IReadOnlyList<Document<Play>>>(
            [.. plays.OrderByDescending(play => play.Body.WatchedAt).ThenByDescending(play => play.Id).Take(limit)]);
    }

    public override Task<long> ForgetRemovedAsync(CancellationToken cancellationToken) =>
        DropAsync(play => play.Body.RemovedAt is not null && play.OutboxDue is null, cancellationToken);

    public override Task EraseAsync(Guid accountId, CancellationToken cancellationToken) =>
        DropAsync(play => play.Body.AccountId == accountId, cancellationToken);

    private static bool IsMeant(Play play, PlayFilter filter) => play.AccountId == filter.AccountId
        && (filter.MovieId is null || play.MovieId == filter.MovieId)
        && (filter.From is null || play.WatchedAt >= filter.From)
        && (filter.Before is null || play.WatchedAt < filter.Before);

    private async Task<long> DropAsync(Func<Document<Play>, bool> which, CancellationToken cancellationToken)
    {
        var dropped = 0L;
        foreach (var ids in _documents.All.Where(which).Select(play => play.Id).Chunk(MaxDropped))
            dropped += await _documents.DeleteManyAsync(ids, cancellationToken);
        return dropped;
    }
}
