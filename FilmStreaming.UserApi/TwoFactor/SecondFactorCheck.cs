using FilmStreaming.Messaging.Contracts;
using FilmStreaming.ServiceDefaults.Problems;
using FilmStreaming.Storage;
using FilmStreaming.UserApi.Accounts;
using FilmStreaming.UserApi.Lockout;
using FilmStreaming.UserApi.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FilmStreaming.UserApi.TwoFactor;

/// <summary>What somebody shows as second factor: one of the two.</summary>
/// <param name="Code">Six digits of an authenticator app.</param>
/// <param name="RecoveryCode">A recovery code.</param>
internal readonly record struct PresentedFactor(string? Code, string? RecoveryCode)
{
    public IReadOnlyList<string> Methods => Code is not null
        ? AuthenticationMethods.PasswordAndAuthenticator
        : AuthenticationMethods.PasswordAndRecoveryCode;
}

/// <param name="Account">As it is now; null when the factor was refused.</param>
/// <param name="Delay">How long its owner has to wait before another is tried; null when they need not.</param>
internal readonly record struct SecondFactorResult(Document<Account>? Account, TimeSpan? Delay)
{
    /// <summary>What a refused factor is answered with.</summary>
    /// <param name="response">Gets the delay.</param>
    public ProblemHttpResult Refuse(HttpResponse response)
    {
        RetryAfter.Set(response, Delay);
        return Problem.Forbidden(ProblemTypes.WrongCode, "The code is wrong, spent or too old, or too many wrong ones came before.");
    }
}

/// <summary>
/// Tries second factors. Each is good once: the write that compares the account's version spends it, so of two requests with the same
/// code one finds it spent. Each attempt is counted before it is made.
/// </summary>
internal sealed class SecondFactorCheck(
    IAccountStore accounts, Authenticator authenticator, SignInLockout lockout, SecondFactorMetrics metrics, TimeProvider time)
{
    /// <summary>What the wrong codes of an account are counted by. No address has a blank.</summary>
    public static string LockoutOf(Guid accountId) => $"second factor of {accountId}";

    /// <summary>Spends a second factor.</summary>
    /// <param name="accountId">Whose.</param>
    /// <param name="securityStamp">The stamp that the account has to have.</param>
    /// <param name="presented">The factor.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<SecondFactorResult> SpendAsync(
        Guid accountId, string securityStamp, PresentedFactor presented, CancellationToken cancellationToken) => AttemptAsync(
            accountId,
            async () =>
            {
                Document<Account>? written = null;
                var isWritten = await accounts.UpdateAsync(
                    accountId,
                    account =>
                    {
                        if (account.Body.SecurityStamp != securityStamp || TrySpend(account.Body, presented) is not { } spent)
                            return null;
                        written = account with { Version = account.Version + 1, Body = spent };
                        return presented.Code is not null ? new(spent) : new(spent, AccountEvents.Updated(
                            accountId, account.Version, time.GetStoredNow(), AccountParts.RecoveryCodes));
                    },
                    cancellationToken);
                return isWritten ? written : null;
            },
            cancellationToken);

    /// <summary>Makes an attempt unless the account has to wait, and counts it unless it succeeds.</summary>
    /// <param name="accountId">Whose factor is tried.</param>
    /// <param name="attempt">Gives the account as it was written; null where the factor is refused.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<SecondFactorResult> AttemptAsync(
        Guid accountId, Func<Task<Document<Account>?>> attempt, CancellationToken cancellationToken)
    {
        var counted = LockoutOf(accountId);
        if (await lockout.BeginAttemptAsync(counted, cancellationToken) is { } wait)
        {
            metrics.Waiting();
            return new(null, wait);
        }

        if (await attempt() is { } account)
        {
            metrics.Accepted();
            await lockout.ClearAsync(counted, CancellationToken.None);
            return new(account, null);
        }

        metrics.Refused();
        return new(null, (await lockout.FindAsync(counted, cancellationToken)).Delay);
    }

    /// <returns>The account with the factor spent; null when it is not good, was spent before, or none is asked for.</returns>
    public Account? TrySpend(Account account, PresentedFactor presented)
    {
        if (account.SecondFactor is not { } factor)
            return null;
        if (presented.Code is { } code)
        {
            return authenticator.FindStep(factor.ProtectedKey, code) is { } step && step > factor.LastStep
                ? account with { SecondFactor = factor with { LastStep = step } }
                : null;
        }

        return RecoveryCode.Spend(factor.RecoveryCodes, presented.RecoveryCode!) is { } left
            ? account with { SecondFactor = factor with { RecoveryCodes = left } }
            : null;
    }
}
