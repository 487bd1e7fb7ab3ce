using FilmStreaming.Storage;
using FilmStreaming.Storage.Embedded;

namespace FilmStreaming.UserApi.Sessions.Storage;

internal sealed class EmbeddedSessionStore(EmbeddedDocuments<Session> documents) : SessionStore(documents)
{
    private readonly EmbeddedDocuments<Session> _documents = documents;

    public override Task<IReadOnlyList<Document<Session>>> ListActiveAsync(
        Guid accountId, DateTimeOffset now, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Document<Session>>>(
        [
            .. _documents.All
                .Where(session => session.Body.AccountId == accountId && session.Body.IsActive(now))
                .OrderByDescending(session => session.Body.LastSeenAt).ThenByDescending(session => session.Id),
        ]);

    public override Task<IReadOnlyList<Document<Session>>> ListAllAsync(Guid accountId, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Document<Session>>>(
            [.. _documents.All.Where(session => session.Body.AccountId == accountId)]);

    public override Task<IReadOnlyList<Document<Session>>> ListRevokedAsync(
        DateTimeOffset since, Guid? after, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Document<Session>>>(
        [
            .. _documents.All
                .Where(session => session.Body.RevokedAt > since && (after is null || session.Id > after))
                .OrderBy(session => session.Id)
                .Take(limit),
        ]);

    public override async Task<long> RemoveEndedAsync(DateTimeOffset time, CancellationToken cancellationToken)
    {
        var removed = 0L;
        foreach (var session in _documents.All.Where(session => session.Body.ExpiresAt < time && session.Pending.Count == 0))
        {
            if (await _documents.DeleteAsync(session.Id, cancellationToken))
                removed++;
        }

        return removed;
    }
}
