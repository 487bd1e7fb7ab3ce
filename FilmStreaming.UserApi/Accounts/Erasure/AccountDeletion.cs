using FilmStreaming.Messaging.Erasure;
using FilmStreaming.Storage;

namespace FilmStreaming.UserApi.Accounts.Erasure;

/// <summary>
/// Deletes accounts. The request is durable first, with the event that tells every service; then this service erases what it has,
/// so that the account is gone when the caller is answered. A crash in between changes nothing: the event brings the rest about.
/// </summary>
internal sealed partial class AccountDeletion(
    IErasureStore erasures, AccountErasure everywhere, TimeProvider time, ILogger<AccountDeletion> logger)
{
    /// <param name="account">As it was read.</param>
    /// <param name="cancellationToken">Gives up waiting; from the first write on the account is deleted all the same.</param>
    public async Task DeleteAsync(Document<Account> account, CancellationToken cancellationToken)
    {
        var now = time.GetStoredNow();
        await erasures.AddAsync(
            account.Id, new() { RequestedAt = now }, [AccountEvents.Deleted(account.Id, account.Version, now)], cancellationToken);
        await everywhere.EraseAsync(account.Id, cancellationToken);
        LogDeleted();
    }

    [LoggerMessage(LogLevel.Information, "An account was deleted")]
    private partial void LogDeleted();
}
