using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Erasure;
using FilmStreaming.Messaging.Events;
using FilmStreaming.Storage;
using FilmStreaming.UserApi.Administration;

namespace FilmStreaming.UserApi.Accounts.Erasure;

/// <summary>
/// Deletes accounts. That it begins is durable first, in the account, with an event; then the erasure is, with the event that tells every
/// service; then this service erases what it has, so that the account is gone when the caller is answered. A crash in between changes
/// nothing: either event has a replica bring the rest about.
/// </summary>
internal sealed partial class AccountDeletion(
    IAccountStore accounts,
    IErasureStore erasures,
    AdministratorRoster administrators,
    AccountErasure everywhere,
    TimeProvider time,
    ILogger<AccountDeletion> logger) : IEventHandler<AccountChange>
{
    /// <param name="accountId">The account.</param>
    /// <param name="cancellationToken">Gives up waiting; once its begin is stored the account is deleted all the same.</param>
    /// <returns>False when nobody would be an administrator any more; nothing is deleted then.</returns>
    public Task<bool> TryDeleteAsync(Guid accountId, CancellationToken cancellationToken) =>
        TryDeleteAsync(accountId, isWanted: _ => true, cancellationToken);

    /// <param name="accountId">The account.</param>
    /// <param name="isWanted">Whether the account, as it is when its deletion begins, is to be deleted.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Whether it was deleted.</returns>
    public async Task<bool> TryDeleteAsync(Guid accountId, Func<Account, bool> isWanted, CancellationToken cancellationToken)
    {
        if (!await administrators.TryReleaseAsync(accountId, isWanted, cancellationToken))
            return false;
        await FinishAsync(accountId, cancellationToken);
        LogDeleted();
        return true;
    }

    async Task IEventHandler<AccountChange>.HandleAsync(EventContext<AccountChange> context, CancellationToken cancellationToken)
    {
        if (context.Data.Changed.Contains(AccountParts.Deletion))
            await FinishAsync(context.Data.AccountId, cancellationToken);
    }

    private async Task FinishAsync(Guid accountId, CancellationToken cancellationToken)
    {
        // The account goes after the erasure is stored: without it, that brings the rest about.
        if (await accounts.FindAsync(accountId, cancellationToken) is not { } account)
            return;
        var now = time.GetStoredNow();
        await erasures.AddAsync(
            accountId, new() { RequestedAt = now }, [AccountEvents.Deleted(accountId, account.Version, now)], cancellationToken);
        await everywhere.EraseAsync(accountId, cancellationToken);
    }

    [LoggerMessage(LogLevel.Information, "An account was deleted")]
    private partial void LogDeleted();
}
