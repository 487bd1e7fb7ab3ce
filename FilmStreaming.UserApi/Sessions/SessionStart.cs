using FilmStreaming.Messaging.Contracts;
using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.Storage;
using FilmStreaming.UserApi.Accounts;
using Microsoft.Extensions.Options;

namespace FilmStreaming.UserApi.Sessions;

/// <summary>Begins sessions, and keeps an account from having too many.</summary>
internal sealed class SessionStart(
    IAccountStore accounts,
    ISessionStore sessions,
    RefreshTokenRotation rotation,
    SessionRevocation revocation,
    IOptions<SessionOptions> options,
    TimeProvider time)
{
    /// <param name="account">As it was read when its password was checked.</param>
    /// <param name="methods">What was checked: one of the lists of <see cref="AuthenticationMethods"/>.</param>
    /// <param name="http">The request: the session that it shows to have, by its cookie or its access token, ends with the new one.</param>
    /// <param name="cancellationToken">Gives up; nobody has tokens of a session that was begun.</param>
    /// <returns>Null when the account was locked or deleted meanwhile, or its password or rights changed.</returns>
    public async Task<SignedInSession?> StartAsync(
        Document<Account> account, IReadOnlyList<string> methods, HttpContext http, CancellationToken cancellationToken)
    {
        var now = time.GetStoredNow();
        var active = await sessions.ListActiveAsync(account.Id, now, cancellationToken);
        foreach (var surplus in active.Skip(options.Value.MaxPerAccount - 1))
            await revocation.RevokeAsync(surplus, RevocationReasons.TooManySessions, cancellationToken);

        var token = RefreshToken.Create(Guid.CreateVersion7(now));
        var session = Session.Start(account, methods, DeviceName.From(http.Request.Headers.UserAgent), token, options.Value, now);
        await sessions.AddAsync(token.SessionId, session, cancellationToken);

        // Whoever changes an account ends its sessions afterwards: this one is either among them, or the change is seen here.
        var current = await accounts.FindAsync(account.Id, cancellationToken);
        if (current is { Body.LockedAt: null } && current.Body.SecurityStamp == session.SecurityStamp)
        {
            await EndFormerAsync(account.Id, http, cancellationToken);
            return new(session, token);
        }

        var reason = current is null ? RevocationReasons.AccountGone : RevocationReasons.RightsChanged;
        await revocation.RevokeAsync(await sessions.FindAsync(token.SessionId, cancellationToken), reason, cancellationToken);
        return null;
    }

    private async Task EndFormerAsync(Guid accountId, HttpContext http, CancellationToken cancellationToken)
    {
        var former = RefreshToken.TryParse(RefreshCookie.Read(http.Request), out var cookie) ? await rotation.FindAsync(cookie, cancellationToken)
            : http.User.FindSessionId() is { } id ? await sessions.FindAsync(id, cancellationToken)
            : null;
        if (former?.Body.AccountId == accountId)
            await revocation.RevokeAsync(former, RevocationReasons.SignedInAgain, cancellationToken);
    }
}

/// <param name="Session">The session.</param>
/// <param name="Token">The refresh token that is good for it now.</param>
internal sealed record SignedInSession(Session Session, RefreshToken Token);
