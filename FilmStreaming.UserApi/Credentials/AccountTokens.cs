using FilmStreaming.Storage;
using FilmStreaming.UserApi.Accounts;
using Microsoft.Extensions.Options;

namespace FilmStreaming.UserApi.Credentials;

/// <summary>
/// Issues tokens, and finds what a presented one was issued for. They are in the account's document, so that using one and what
/// it is used for are one write, of which the compared version lets one happen.
/// </summary>
internal sealed class AccountTokens(IAccountStore accounts, IOptions<CredentialOptions> options, TimeProvider time)
{
    /// <summary>
    /// Several of one purpose are good at a time: mails arrive late and out of order. One more than these ends the oldest.
    /// </summary>
    private const int MaxPerPurpose = 5;

    public TimeSpan LifetimeOf(TokenPurpose purpose) => purpose switch
    {
        TokenPurpose.ResetPassword => options.Value.ResetPasswordLifetime,
        _ => options.Value.VerifyEmailLifetime,
    };

    /// <param name="accountId">Whose token it is to be.</param>
    /// <param name="purpose">What it is good for.</param>
    /// <param name="email">The address that the mail goes to.</param>
    /// <param name="isStill">What the account must be when the token is stored; null does not matter.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null when there is no such account.</returns>
    public async Task<AccountToken?> IssueAsync(
        Guid accountId, TokenPurpose purpose, string email, Func<Account, bool>? isStill, CancellationToken cancellationToken)
    {
        var token = AccountToken.Create(accountId);
        var now = time.GetStoredNow();
        var stored = new StoredToken { Purpose = purpose, Hash = token.Hash, ExpiresAt = now + LifetimeOf(purpose), Email = email };
        var issued = await accounts.UpdateAsync(
            accountId,
            account => isStill?.Invoke(account.Body) is false
                ? null
                : new AccountWrite(account.Body with { Tokens = Add(account.Body.Tokens, stored, now) }),
            cancellationToken);
        return issued ? token : null;
    }

    /// <summary>What the account keeps of a presented token, while it is good for one of the purposes.</summary>
    public StoredToken? Find(Account account, AccountToken presented, params ReadOnlySpan<TokenPurpose> purposes)
    {
        var now = time.GetStoredNow();
        foreach (var stored in account.Tokens)
        {
            if (stored.ExpiresAt > now && purposes.Contains(stored.Purpose) && presented.Is(stored))
                return stored;
        }

        return null;
    }

    private static List<StoredToken> Add(IReadOnlyList<StoredToken> tokens, StoredToken token, DateTimeOffset now)
    {
        var good = tokens.Where(stored => stored.ExpiresAt > now).ToList();
        if (good.Count(stored => stored.Purpose == token.Purpose) >= MaxPerPurpose)
            good.Remove(good.First(stored => stored.Purpose == token.Purpose));
        return [.. good, token];
    }
}
