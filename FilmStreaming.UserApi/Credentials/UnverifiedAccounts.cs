using FilmStreaming.UserApi.Accounts;
using FilmStreaming.UserApi.Accounts.Erasure;
using Microsoft.Extensions.Options;

namespace FilmStreaming.UserApi.Credentials;

/// <summary>Deletes the accounts of addresses that nobody has verified for <see cref="CredentialOptions.KeepUnverified"/>.</summary>
internal sealed class UnverifiedAccounts(
    IAccountStore accounts, AccountDeletion deletion, IOptions<CredentialOptions> options, TimeProvider time, ILogger<UnverifiedAccounts> logger)
    : HourlyCleanup("accounts that nobody had verified", time, logger)
{
    /// <inheritdoc cref="RemoveAsync"/>
    public async Task<long> PurgeAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (options.Value.RequireVerifiedEmail is not true)
            return 0;
        var purged = 0L;
        while (await accounts.ListUnclaimedAsync(now - options.Value.KeepUnverified, cancellationToken) is { Count: > 0 } due)
        {
            foreach (var account in due)
                await deletion.TryDeleteAsync(account, cancellationToken);
            purged += due.Count;
        }

        return purged;
    }

    protected override Task<long> RemoveAsync(DateTimeOffset now, CancellationToken cancellationToken) => PurgeAsync(now, cancellationToken);
}
