using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Storage;
using Microsoft.Extensions.Options;

namespace FilmStreaming.UserApi.Sessions;

/// <summary>
/// Replaces a refresh token at each use (RFC 9700, section 4.14.2). A token that comes again after that was copied by somebody, and
/// ends its session. Within <see cref="Grace"/> the parent of the good token is answered with that same token: an answer can get
/// lost, and the tabs of a browser ask at the same moment.
/// </summary>
internal sealed class RefreshTokenRotation(
    ISessionStore sessions, SessionRevocation revocation, IOptions<SessionOptions> options, TimeProvider time)
{
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <returns>Null when the token is good for nothing.</returns>
    public async Task<SignedInSession?> RotateAsync(RefreshToken presented, CancellationToken cancellationToken)
    {
        while (await FindAsync(presented, cancellationToken) is { } session)
        {
            var now = time.GetStoredNow();
            if (presented.Is(session.Body.TokenHash))
            {
                var salt = RefreshToken.NewSalt();
                var successor = presented.Successor(salt);
                var rotated = session.Body.Rotate(successor, salt, options.Value, now);
                if (await sessions.TryUpdateAsync(session.Id, session.Version, rotated, [], cancellationToken))
                    return new(rotated, successor);

                // Another request was faster; then that one's successor is the answer.
                continue;
            }

            if (presented.Is(session.Body.ParentHash) && now - session.Body.RotatedAt <= Grace)
                return new(session.Body, presented.Successor(session.Body.Salt!));

            await revocation.RevokeAsync(session, RevocationReasons.TokenReused, cancellationToken);
            return null;
        }

        return null;
    }

    /// <summary>The session that a token was issued in, be it spent or not; null where it has ended or the token is forged.</summary>
    public async Task<Document<Session>?> FindAsync(RefreshToken presented, CancellationToken cancellationToken) =>
        await sessions.FindAsync(presented.SessionId, cancellationToken) is { } session
        && session.Body.IsActive(time.GetStoredNow())
        && presented.IsOfFamily(session.Body.FamilyHash)
            ? session
            : null;
}
