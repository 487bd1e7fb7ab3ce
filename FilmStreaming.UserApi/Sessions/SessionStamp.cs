using FilmStreaming.Storage;

namespace FilmStreaming.UserApi.Sessions;

/// <summary>Has a session go on after the account's security stamp changed.</summary>
internal sealed class SessionStamp(ISessionStore sessions, TimeProvider time)
{
    /// <param name="sessionId">The session.</param>
    /// <param name="from">The stamp that it has to have.</param>
    /// <param name="to">The stamp that the account is about to have.</param>
    /// <param name="methods">How the session is signed in to from now on; null leaves that as it is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>False when it has ended, or has another stamp; then nothing is written.</returns>
    public async Task<bool> TryMoveAsync(
        Guid sessionId, string from, string to, IReadOnlyList<string>? methods, CancellationToken cancellationToken)
    {
        while (await sessions.FindAsync(sessionId, cancellationToken) is { } session
            && session.Body.IsActive(time.GetStoredNow())
            && session.Body.SecurityStamp == from)
        {
            var moved = session.Body with { SecurityStamp = to, Methods = methods ?? session.Body.Methods };
            if (await sessions.TryUpdateAsync(session.Id, session.Version, moved, [], cancellationToken))
                return true;
        }

        return false;
    }
}
