using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Storage;
using FilmStreaming.UserApi.Accounts;
using Microsoft.Extensions.Options;

namespace FilmStreaming.UserApi.Sessions;

/// <summary>Begins sessions, and keeps an account from having too many.</summary>
internal sealed class SessionStart(
    ISessionStore sessions, SessionRevocation revocation, IOptions<SessionOptions> options, TimeProvider time)
{
    public async Task<SignedInSession> StartAsync(Document<Account> account, string? userAgent, CancellationToken cancellationToken)
    {
        var now = time.GetStoredNow();
        var active = await sessions.ListActiveAsync(account.Id, now, cancellationToken);
        foreach (var surplus in active.Skip(options.Value.MaxPerAccount - 1))
            await revocation.RevokeAsync(surplus, RevocationReasons.TooManySessions, cancellationToken);

        var token = RefreshToken.Create(Guid.CreateVersion7(now));
        var session = Session.Start(account, DeviceName.From(userAgent), token, options.Value, now);
        await sessions.AddAsync(token.SessionId, session, cancellationToken);
        return new(session, token);
    }
}

/// <param name="Session">The session.</param>
/// <param name="Token">The refresh token that is good for it now.</param>
internal sealed record SignedInSession(Session Session, RefreshToken Token);
