using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Erasure;

namespace FilmStreaming.UserApi.Sessions;

/// <summary>
/// Ends the sessions of an account and takes its id from them. They themselves stay until their access tokens have expired: a replica
/// that starts meanwhile has to learn that these are refused.
/// </summary>
internal sealed class SessionErasure(ISessionStore sessions, SessionRevocation revocation) : IAccountData
{
    public async Task EraseAsync(Guid accountId, CancellationToken cancellationToken)
    {
        await revocation.RevokeAllAsync(accountId, except: null, RevocationReasons.AccountGone, cancellationToken);
        while (await sessions.ListAllAsync(accountId, cancellationToken) is { Count: > 0 } left)
        {
            foreach (var session in left)
                await sessions.TryUpdateAsync(session.Id, session.Version, session.Body.WithoutOwner(), [], cancellationToken);
        }
    }
}
