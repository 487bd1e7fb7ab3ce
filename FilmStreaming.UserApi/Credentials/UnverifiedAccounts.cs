using FilmStreaming.UserApi.Accounts;
using FilmStreaming.UserApi.Accounts.Erasure;
using FilmStreaming.UserApi.Activities;
using FilmStreaming.UserApi.Sessions;
using Microsoft.Extensions.Options;

namespace FilmStreaming.UserApi.Credentials;

/// <summary>
/// Deletes the accounts of addresses that nobody has verified for <see cref="CredentialOptions.KeepUnverified"/>. Those that were used
/// before that became necessary stay: they have a session, or did something.
/// </summary>
internal sealed class UnverifiedAccounts(
    IAccountStore accounts,
    ISessionStore sessions,
    ILastActivityStore activities,
    AccountDeletion deletion,
    IOptions<CredentialOptions> options,
    TimeProvider time,
    ILogger<UnverifiedAccounts> logger)
    : HourlyCleanup("accounts that nobody had verified", time, logger)
{
    /// <inheritdoc cref="RemoveAsync"/>
    public async Task<long> PurgeAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (options.Value.RequireVerifiedEmail is not true)
            return 0;
        var (purged, after) = (0L, Guid.Empty);
        while (await accounts.ListUnclaimedAsync(now - options.Value.KeepUnverified, after, cancellationToken) is { Count: > 0 } due)
        {
            var used = await activities.FindManyAsync([.. due.Select(account => account.Id)], cancellationToken);
            foreach (var id in due.Select(account => account.Id).Except(used.Select(activity => activity.Id)))
            {
                if (await sessions.ListAllAsync(id, cancellationToken) is []
                    && await deletion.TryDeleteAsync(id, account => account.IsUnclaimed, cancellationToken))
                {
                    purged++;
                }
            }

            after = due[^1].Id;
        }

        return purged;
    }

    protected override Task<long> RemoveAsync(DateTimeOffset now, CancellationToken cancellationToken) => PurgeAsync(now, cancellationToken);
}
