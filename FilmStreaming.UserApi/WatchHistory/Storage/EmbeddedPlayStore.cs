using FilmStreaming.Storage;
using FilmStreaming.Storage.Embedded;

namespace FilmStreaming.UserApi.WatchHistory.Storage;

internal sealed class EmbeddedPlayStore(EmbeddedDocuments<Play> documents) : PlayStore(documents)
{
    private readonly EmbeddedDocuments<Play> _documents = documents;

    public override async Task<Document<Play>?> FindAsync(Guid accountId, Guid id, CancellationToken cancellationToken) =>
        await _documents.FindAsync(id, cancellationToken) is { } play && play.Body.AccountId == accountId ? play : null;

    public override Task<IReadOnlyList<Document<Play>>> ListAsync(
        Guid accountId, PlayPosition? after, int limit, CancellationToken cancellationToken)
    {
        var plays = _documents.All.Where(play => play.Body.AccountId == accountId);
        if (after is { } last)
            plays = plays.Where(play => Compare(play, last) < 0);
        return Task.FromResult<IReadOnlyList<Document<Play>>>(
            [.. plays.OrderByDescending(play => play.Body.WatchedAt).ThenByDescending(play => play.Id).Take(limit)]);
    }

    public override async Task<bool> RemoveAsync(Guid accountId, Guid id, CancellationToken cancellationToken) =>
        await FindAsync(accountId, id, cancellationToken) is not null && await _documents.DeleteAsync(id, cancellationToken);

    public override async Task RemoveAllAsync(Guid accountId, CancellationToken cancellationToken)
    {
        foreach (var play in _documents.All.Where(play => play.Body.AccountId == accountId))
            await _documents.DeleteAsync(play.Id, cancellationToken);
    }

    private static int Compare(Document<Play> play, PlayPosition position) =>
        (play.Body.WatchedAt, play.Id).CompareTo((position.WatchedAt, position.Id));
}
