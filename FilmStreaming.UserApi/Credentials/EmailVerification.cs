using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Storage;
using FilmStreaming.UserApi.Accounts;

namespace FilmStreaming.UserApi.Credentials;

/// <summary>Takes an address for its owner's, by the token of a mail to it: that of the account, or a new one.</summary>
internal sealed class EmailVerification(IAccountStore accounts, AccountTokens tokens, TimeProvider time)
{
    /// <summary>The account that a token verifies an address of; null when the token is good for nothing.</summary>
    public async Task<Document<Account>?> FindByTokenAsync(string token, CancellationToken cancellationToken) =>
        AccountToken.TryParse(token, out var presented)
        && await accounts.FindAsync(presented.AccountId, cancellationToken) is { } account
        && Find(account.Body, presented) is not null
            ? account
            : null;

    /// <param name="token">The token.</param>
    /// <param name="stamp">The <see cref="Account.SecurityStamp"/> of the account when its password was checked.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether the token was good still, the password the same, and the address not taken meanwhile.</returns>
    public async Task<bool> VerifyAsync(string token, string stamp, CancellationToken cancellationToken)
    {
        if (!AccountToken.TryParse(token, out var presented))
            return false;

        while (await accounts.FindAsync(presented.AccountId, cancellationToken) is { } account)
        {
            if (account.Body.SecurityStamp != stamp || Find(account.Body, presented) is not { } stored)
                return false;

            var email = EmailAddress.Normalize(stored.Email);
            var owner = await accounts.FindByEmailAsync(email, cancellationToken);
            if (owner is not null && owner.Id != account.Id)
                return false;

            var now = time.GetStoredNow();
            var verified = stored.Purpose == TokenPurpose.ChangeEmail
                ? Change(account.Body, stored.Email, now)
                : Verify(account.Body, stored.Email, now);
            if (verified is null)
                return false;
            var updated = AccountEvents.Updated(account.Id, account.Version, now, AccountParts.Email);
            if (await accounts.TryUpdateAsync(account.Id, account.Version, verified, [updated], cancellationToken))
                return true;
        }

        return false;
    }

    private StoredToken? Find(Account account, AccountToken presented) =>
        tokens.Find(account, presented, TokenPurpose.VerifyEmail, TokenPurpose.ChangeEmail);

    /// <summary>Null for a token of an address that the account has no more.</summary>
    private static Account? Verify(Account account, string email, DateTimeOffset now) =>
        account.NormalizedEmail != EmailAddress.Normalize(email) ? null : account with
        {
            EmailVerifiedAt = now,
            UpdatedAt = now,
            Tokens = [.. account.Tokens.Where(stored => stored.Purpose != TokenPurpose.VerifyEmail)],
        };

    // All tokens end: those that are under way were sent to an address that is no longer the owner's.
    private static Account Change(Account account, string email, DateTimeOffset now) => account with
    {
        PreviousEmails = [.. account.PreviousEmails, account.Email],
        Email = email,
        NormalizedEmail = EmailAddress.Normalize(email),
        EmailVerifiedAt = now,
        UpdatedAt = now,
        Tokens = [],
    };
}
