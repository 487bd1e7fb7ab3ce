using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Storage;
using FilmStreaming.UserApi.Accounts;
using FilmStreaming.UserApi.Auth;
using FilmStreaming.UserApi.Lockout;
using FilmStreaming.UserApi.Sessions;
using SessionRevocation = FilmStreaming.UserApi.Sessions.SessionRevocation;

namespace FilmStreaming.UserApi.Credentials;

/// <summary>
/// Gives an account a new password, and ends the sessions that began with the old one. The event of the change has them ended by
/// <see cref="StaleSessions"/> should the process die in between.
/// </summary>
internal sealed class PasswordChange(
    IAccountStore accounts,
    AccountTokens tokens,
    PasswordHashing passwords,
    SessionStamp stamp,
    SessionRevocation revocation,
    SignInLockout lockout,
    TimeProvider time)
{
    /// <summary>The account that a token lets choose a new password; null when the token is good for nothing.</summary>
    public async Task<Document<Account>?> FindByTokenAsync(string token, CancellationToken cancellationToken) =>
        AccountToken.TryParse(token, out var presented)
        && await accounts.FindAsync(presented.AccountId, cancellationToken) is { } account
        && Find(account.Body, presented) is not null
            ? account
            : null;

    /// <summary>
    /// Spends a token for a new password, and ends all sessions and the wait after wrong passwords. Whoever reads the mail of an
    /// address has also shown that it is theirs.
    /// </summary>
    /// <returns>Whether the token was good still.</returns>
    public async Task<bool> ResetAsync(string token, string password, CancellationToken cancellationToken)
    {
        if (!AccountToken.TryParse(token, out var presented))
            return false;
        var hash = await passwords.HashAsync(password, cancellationToken);
        var (now, newStamp) = (time.GetStoredNow(), Account.NewSecurityStamp());
        string? email = null;
        var changed = await accounts.UpdateAsync(
            presented.AccountId,
            account =>
            {
                if (Find(account.Body, presented) is null)
                    return null;
                email = account.Body.NormalizedEmail;
                var body = WithPassword(account.Body, hash, newStamp, now);
                // Until now it was nobody's: who made it with this address may have been somebody else, and switched on a second factor.
                if (account.Body.EmailVerifiedAt is null)
                    body = body with { EmailVerifiedAt = now, SecondFactor = null, NewAuthenticator = null };
                return new AccountWrite(body, AccountEvents.Updated(account.Id, account.Version, now, AccountParts.Password));
            },
            cancellationToken);
        if (!changed)
            return false;

        await lockout.ClearAsync(email!, cancellationToken);
        await revocation.RevokeAllAsync(presented.AccountId, except: null, RevocationReasons.PasswordChanged, cancellationToken);
        return true;
    }

    /// <summary>Changes the password of an account, and ends its other sessions.</summary>
    /// <param name="account">As it was read when its present password was checked.</param>
    /// <param name="sessionId">The session that goes on.</param>
    /// <param name="password">The new password.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>False when the password was changed meanwhile.</returns>
    public async Task<bool> ChangeAsync(
        Document<Account> account, Guid? sessionId, string password, CancellationToken cancellationToken)
    {
        var hash = await passwords.HashAsync(password, cancellationToken);
        var (now, newStamp) = (time.GetStoredNow(), Account.NewSecurityStamp());

        // Before the account, so that the session is never among the stale ones.
        if (sessionId is { } session)
            await stamp.TryMoveAsync(session, account.Body.SecurityStamp, newStamp, methods: null, cancellationToken);
        var changed = await accounts.UpdateAsync(
            account.Id,
            read => read.Body.PasswordHash != account.Body.PasswordHash ? null : new AccountWrite(
                WithPassword(read.Body, hash, newStamp, now),
                AccountEvents.Updated(read.Id, read.Version, now, AccountParts.Password)),
            cancellationToken);
        if (changed)
            await revocation.RevokeAllAsync(account.Id, sessionId, RevocationReasons.PasswordChanged, cancellationToken);
        return changed;
    }

    private StoredToken? Find(Account account, AccountToken presented) =>
        tokens.Find(account, presented, TokenPurpose.ResetPassword, TokenPurpose.ChoosePassword);

    // Tokens end with the password: a thief who was signed in may have asked for them.
    private static Account WithPassword(Account account, string hash, string stamp, DateTimeOffset now) => account with
    {
        PasswordHash = hash,
        SecurityStamp = stamp,
        UpdatedAt = now,
        Tokens = [.. account.Tokens.Where(stored => stored.Purpose == TokenPurpose.VerifyEmail)],
    };
}
