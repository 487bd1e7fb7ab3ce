using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Storage;
using FilmStreaming.UserApi.Accounts;
using Microsoft.Extensions.Options;

namespace FilmStreaming.UserApi.Sessions;

/// <summary>Begins sessions, and keeps an account from having too many.</summary>
internal sealed class SessionStart(
    IAccountStore accounts, ISessionStore sessions, SessionRevocation revocation, IOptions<SessionOptions> options, TimeProvider time)
{
    /// <param name="account">As it was read when its password was checked.</param>
    /// <param name="methods">What was checked: one of the lists of <see cref="AuthenticationMethods"/>.</param>
    /// <param name="userAgent">The header of the request.</param>
    /// <param name="cancellationToken">Gives up; nobody has tokens of a session that was begun.</param>
    /// <returns>Null when the account was locked or deleted meanwhile, or its password or rights changed.</returns>
    public async Task<SignedInSession?> StartAsync(
        Document<Account> account, IReadOnlyList<string> methods, string? userAgent, CancellationToken cancellationToken)
    {
        var now = time.GetStoredNow();
        var active = await sessions.ListActiveAsync(account.Id, now, cancellationToken);
        foreach (var surplus in active.Skip(options.Value.MaxPerAccount - 1))
            await revocation.RevokeAsync(surplus, RevocationReasons.TooManySessions, cancellationToken);

        var token = RefreshToken.Create(Guid.CreateVersion7(now));
        var session = Session.Start(account, methods, DeviceName.From(userAgent), token, options.Value, now);
        await sessions.AddAsync(token.SessionId, session, cancellationToken);

        // Whoever changes an account ends its sessions afterwards: this one is either among them, or the change is seen here.
        var current = await accounts.FindAsync(account.Id, cancellationToken);
        if (current is { Body.LockedAt: null } && current.Body.SecurityStamp == session.SecurityStamp)
            return new(session, token);

        var reason = current is null ? RevocationReasons.AccountGone : RevocationReasons.RightsChanged;
        await revocation.RevokeAsync(await sessions.FindAsync(token.SessionId, cancellationToken), reason, cancellationToken);
        return null;
    }
}

/// <param name="Session">The session.</param>
/// <param name="Token">The refresh token that is good for it now.</param>
internal sealed record SignedInSession(Session Session, RefreshToken Token);
