using FilmStreaming.Storage;

namespace FilmStreaming.UserApi.Sessions;

/// <summary>Has a session go on after the account's security stamp changed.</summary>
internal sealed class SessionStamp(ISessionStore sessions, TimeProvider time)
{
    public async Task SetAsync(Guid sessionId, string securityStamp, CancellationToken cancellationToken)
    {
        while (await sessions.FindAsync(sessionId, cancellationToken) is { } session && session.Body.IsActive(time.GetStoredNow()))
        {
            var stamped = session.Body with { SecurityStamp = securityStamp };
            if (await sessions.TryUpdateAsync(session.Id, session.Version, stamped, [], cancellationToken))
                return;
        }
    }
}
