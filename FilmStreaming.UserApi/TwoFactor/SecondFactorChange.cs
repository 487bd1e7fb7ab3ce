using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Storage;
using FilmStreaming.UserApi.Accounts;
using FilmStreaming.UserApi.Sessions;
using SessionRevocation = FilmStreaming.UserApi.Sessions.SessionRevocation;

namespace FilmStreaming.UserApi.TwoFactor;

/// <summary>
/// Gives an account a second factor, and takes it away, which ends the sessions that were begun before, but for the one that asks. The
/// event of the change has them ended by <see cref="Credentials.StaleSessions"/> should the process die in between.
/// </summary>
internal sealed class SecondFactorChange(
    IAccountStore accounts,
    Authenticator authenticator,
    SecondFactorCheck check,
    SessionStamp stamp,
    SessionRevocation revocation,
    TimeProvider time)
{
    /// <summary>How long a new key waits for its first code.</summary>
    public static readonly TimeSpan KeyLifetime = TimeSpan.FromMinutes(10);

    /// <summary>Makes a new key. The one that the account has, if any, stays good until a code of the new one is shown.</summary>
    /// <returns>Null when there is no such account.</returns>
    public async Task<NewAuthenticatorResponse?> BeginAsync(Guid accountId, CancellationToken cancellationToken)
    {
        var (key, expiresAt) = (Authenticator.NewKey(), time.GetStoredNow() + KeyLifetime);
        var begun = new NewAuthenticator { ProtectedKey = authenticator.Protect(key), ExpiresAt = expiresAt };
        string? email = null;
        var isBegun = await accounts.UpdateAsync(
            accountId,
            account =>
            {
                email = account.Body.Email;
                return new AccountWrite(account.Body with { NewAuthenticator = begun });
            },
            cancellationToken);
        return isBegun ? new(Authenticator.Show(key), authenticator.UriOf(key, email!), expiresAt) : null;
    }

    /// <summary>Has the account ask for codes of its new key, by the first of these.</summary>
    /// <param name="account">As it was read; its key is still good.</param>
    /// <param name="sessionId">The session that goes on.</param>
    /// <param name="code">The code.</param>
    /// <param name="recoveryCodes">Those that the account is to have.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<SecondFactorResult> ConfirmAsync(
        Document<Account> account, Guid? sessionId, string code, IReadOnlyList<string> recoveryCodes, CancellationToken cancellationToken)
    {
        var key = account.Body.NewAuthenticator!.ProtectedKey;
        return ChangeAsync(
            account,
            sessionId,
            AuthenticationMethods.PasswordAndAuthenticator,
            read => read.NewAuthenticator?.ProtectedKey == key && authenticator.FindStep(key, code) is { } step
                ? read with
                {
                    NewAuthenticator = null,
                    SecondFactor = new()
                    {
                        ProtectedKey = key,
                        OnSince = time.GetStoredNow(),
                        LastStep = step,
                        RecoveryCodes = [.. recoveryCodes.Select(RecoveryCode.Hash)],
                    },
                }
                : null,
            cancellationToken);
    }

    /// <summary>Has the account ask for its password only, by the last second factor.</summary>
    /// <inheritdoc cref="ConfirmAsync"/>
    public Task<SecondFactorResult> TurnOffAsync(
        Document<Account> account, Guid? sessionId, PresentedFactor presented, CancellationToken cancellationToken) => ChangeAsync(
            account,
            sessionId,
            methods: null,
            read => check.TrySpend(read, presented) is { } spent ? spent with { SecondFactor = null, NewAuthenticator = null } : null,
            cancellationToken);

    /// <summary>Replaces the recovery codes.</summary>
    /// <returns>False when the account has no second factor.</returns>
    public Task<bool> ReplaceRecoveryCodesAsync(
        Guid accountId, IReadOnlyList<string> recoveryCodes, CancellationToken cancellationToken) => accounts.UpdateAsync(
            accountId,
            account => account.Body.SecondFactor is not { } factor ? null : new AccountWrite(
                account.Body with { SecondFactor = factor with { RecoveryCodes = [.. recoveryCodes.Select(RecoveryCode.Hash)] } },
                AccountEvents.Updated(accountId, account.Version, time.GetStoredNow(), AccountParts.RecoveryCodes)),
            cancellationToken);

    private async Task<SecondFactorResult> ChangeAsync(
        Document<Account> account,
        Guid? sessionId,
        IReadOnlyList<string>? methods,
        Func<Account, Account?> change,
        CancellationToken cancellationToken)
    {
        var result = await check.AttemptAsync(
            account.Id, () => WriteAsync(account, sessionId, methods, change, cancellationToken), cancellationToken);
        if (result.Account is not null)
            await revocation.RevokeAllAsync(account.Id, sessionId, RevocationReasons.SecondFactorChanged, CancellationToken.None);
        return result;
    }

    private async Task<Document<Account>?> WriteAsync(
        Document<Account> account,
        Guid? sessionId,
        IReadOnlyList<string>? methods,
        Func<Account, Account?> change,
        CancellationToken cancellationToken)
    {
        var (from, to) = (account.Body.SecurityStamp, Account.NewSecurityStamp());

        // Before the account, so that the session is never among the stale ones; and of two requests at once only one gets beyond this.
        if (change(account.Body) is null
            || (sessionId is { } session && !await stamp.TryMoveAsync(session, from, to, methods, cancellationToken)))
        {
            return null;
        }

        Document<Account>? written = null;
        var isWritten = await accounts.UpdateAsync(
            account.Id,
            read =>
            {
                if (read.Body.SecurityStamp != from || change(read.Body) is not { } changed)
                    return null;
                var now = time.GetStoredNow();
                written = read with { Version = read.Version + 1, Body = changed with { SecurityStamp = to, UpdatedAt = now } };
                return new(written.Body, AccountEvents.Updated(read.Id, read.Version, now, AccountParts.SecondFactor));
            },
            cancellationToken);
        return isWritten ? written : null;
    }
}
