using FilmStreaming.Messaging.Events;
using FilmStreaming.Storage;

namespace FilmStreaming.UserApi.Sessions;

/// <summary>The sessions of all accounts.</summary>
internal interface ISessionStore
{
    Task AddAsync(Guid id, Session session, CancellationToken cancellationToken);

    Task<Document<Session>?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <returns>False when the session changed since it was read; nothing is written then.</returns>
    Task<bool> TryUpdateAsync(
        Guid id, long expectedVersion, Session session, IReadOnlyList<EventMessage> events, CancellationToken cancellationToken);

    /// <summary>The account's sessions that have not ended by <paramref name="now"/>, that seen last first.</summary>
    Task<IReadOnlyList<Document<Session>>> ListActiveAsync(Guid accountId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The account's sessions, ended ones too, in any order.</summary>
    Task<IReadOnlyList<Document<Session>>> ListAllAsync(Guid accountId, CancellationToken cancellationToken);

    /// <summary>The sessions of all accounts that were revoked after <paramref name="since"/>, by id.</summary>
    /// <param name="since">Not itself included.</param>
    /// <param name="after">The last id of the page before; null for the first page.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<Document<Session>>> ListRevokedAsync(
        DateTimeOffset since, Guid? after, int limit, CancellationToken cancellationToken);

    /// <summary>Removes the sessions that ended before <paramref name="time"/>, but for those with events still to publish.</summary>
    /// <returns>How many there were.</returns>
    Task<long> RemoveEndedAsync(DateTimeOffset time, CancellationToken cancellationToken);
}
