using FilmStreaming.Messaging.Contracts;
using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.Storage;
using FilmStreaming.UserApi.Tokens;
using Microsoft.Extensions.Options;

namespace FilmStreaming.UserApi.Sessions;

/// <summary>
/// Ends sessions before their time. The event in the same write makes every other replica refuse their access tokens; this one
/// does at once.
/// </summary>
internal sealed partial class SessionRevocation(
    ISessionStore sessions, RevokedSessions revoked, IOptions<TokenOptions> tokens, TimeProvider time, ILogger<SessionRevocation> logger)
{
    /// <param name="session">As it was read; it is read again when it changed since. Null is no session.</param>
    /// <param name="reason">One of <see cref="RevocationReasons"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether this call ended it.</returns>
    public async Task<bool> RevokeAsync(Document<Session>? session, string reason, CancellationToken cancellationToken)
    {
        for (; session is not null; session = await sessions.FindAsync(session.Id, cancellationToken))
        {
            var now = time.GetStoredNow();
            if (!session.Body.IsActive(now))
                return false;

            var tokensExpireAt = now + tokens.Value.AccessTokenLifetime;
            var ended = UserEvents.SessionRevoked.Create(
                session.Id.ToString(), new(session.Id, session.Body.AccountId, reason, tokensExpireAt), now);
            if (await sessions.TryUpdateAsync(session.Id, session.Version, session.Body.Revoke(now), [ended], cancellationToken))
            {
                revoked.Add(session.Id, tokensExpireAt);
                LogRevoked(logger, session.Id, reason);
                return true;
            }
        }

        return false;
    }

    /// <summary>Ends the account's sessions.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="except">The session that goes on; null ends all.</param>
    /// <param name="reason">One of <see cref="RevocationReasons"/>.</param>
    /// <param name="cancellationToken">Gives up; what is ended stays ended.</param>
    public async Task RevokeAllAsync(Guid accountId, Guid? except, string reason, CancellationToken cancellationToken)
    {
        foreach (var session in await sessions.ListActiveAsync(accountId, time.GetStoredNow(), cancellationToken))
        {
            if (session.Id != except)
                await RevokeAsync(session, reason, cancellationToken);
        }
    }

    [LoggerMessage(LogLevel.Information, "Session {Session} was revoked: {Reason}")]
    private static partial void LogRevoked(ILogger logger, Guid session, string reason);
}
