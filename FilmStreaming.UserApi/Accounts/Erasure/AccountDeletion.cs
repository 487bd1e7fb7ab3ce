using FilmStreaming.Messaging.Erasure;
using FilmStreaming.Storage;
using FilmStreaming.UserApi.Administration;

namespace FilmStreaming.UserApi.Accounts.Erasure;

/// <summary>
/// Deletes accounts. The request is durable first, with the event that tells every service; then this service erases what it has,
/// so that the account is gone when the caller is answered. A crash in between changes nothing: the event brings the rest about.
/// </summary>
internal sealed partial class AccountDeletion(
    IErasureStore erasures, AdministratorRoster administrators, AccountErasure everywhere, TimeProvider time, ILogger<AccountDeletion> logger)
{
    /// <param name="account">As it was read.</param>
    /// <param name="cancellationToken">Gives up waiting; once the request is stored the account is deleted all the same.</param>
    /// <returns>False when nobody would be an administrator any more; nothing is deleted then.</returns>
    public async Task<bool> TryDeleteAsync(Document<Account> account, CancellationToken cancellationToken)
    {
        if (await administrators.TryReleaseAsync(account.Id, cancellationToken) is not { } version)
            return false;
        var now = time.GetStoredNow();
        var told = AccountEvents.Deleted(account.Id, Math.Max(account.Version, version), now);
        await erasures.AddAsync(account.Id, new() { RequestedAt = now }, [told], cancellationToken);
        await everywhere.EraseAsync(account.Id, cancellationToken);
        LogDeleted();
        return true;
    }

    [LoggerMessage(LogLevel.Information, "An account was deleted")]
    private partial void LogDeleted();
}
