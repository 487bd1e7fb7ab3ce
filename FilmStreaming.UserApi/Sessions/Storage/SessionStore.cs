using FilmStreaming.Messaging.Events;
using FilmStreaming.Storage;

namespace FilmStreaming.UserApi.Sessions.Storage;

/// <summary>What both forms of the store do alike.</summary>
internal abstract class SessionStore(IDocuments<Session> documents) : ISessionStore
{
    public static readonly CollectionDefinition<Session> Definition = new()
    {
        Name = "sessions",
        Json = UserJsonContext.Default.DocumentSession,
        Queries =
        [
            new("session-account", "body.accountId", "body.expiresAt"),
            new("session-revoked", "body.revokedAt"),
            new("session-expiry", "body.expiresAt"),
        ],
    };

    public Task AddAsync(Guid id, Session session, CancellationToken cancellationToken) =>
        documents.InsertAsync(new(id, session, []), cancellationToken);

    public Task<Document<Session>?> FindAsync(Guid id, CancellationToken cancellationToken) => documents.FindAsync(id, cancellationToken);

    public async Task<bool> TryUpdateAsync(
        Guid id, long expectedVersion, Session session, IReadOnlyList<EventMessage> events, CancellationToken cancellationToken)
    {
        var result = await documents.UpdateAsync(id, expectedVersion, session, events, cancellationToken);
        return result.Status == WriteStatus.Written;
    }

    public abstract Task<IReadOnlyList<Document<Session>>> ListActiveAsync(
        Guid accountId, DateTimeOffset now, CancellationToken cancellationToken);

    public abstract Task<IReadOnlyList<Document<Session>>> ListAllAsync(Guid accountId, CancellationToken cancellationToken);

    public abstract Task<IReadOnlyList<Document<Session>>> ListRevokedAsync(
        DateTimeOffset since, Guid? after, int limit, CancellationToken cancellationToken);

    public abstract Task<long> RemoveEndedAsync(DateTimeOffset time, CancellationToken cancellationToken);
}
