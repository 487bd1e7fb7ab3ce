using FilmStreaming.Messaging.Events;
using FilmStreaming.Storage;

namespace FilmStreaming.UserApi.Accounts;

/// <param name="Body">The account as it is to be.</param>
/// <param name="Events">What the change is told with; none tells nobody.</param>
internal readonly record struct AccountWrite(Account Body, params IReadOnlyList<EventMessage> Events);

/// <summary>Changes accounts that others may be changing at the same moment.</summary>
internal static class AccountUpdate
{
    /// <summary>Applies a change to the account as it is, again for as long as another write comes between.</summary>
    /// <param name="accounts">The store.</param>
    /// <param name="id">The account.</param>
    /// <param name="change">Called once for each try, with what was read; null writes nothing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it was written: false when there is no account, or <paramref name="change"/> declined.</returns>
    public static async Task<bool> UpdateAsync(
        this IAccountStore accounts, Guid id, Func<Document<Account>, AccountWrite?> change, CancellationToken cancellationToken)
    {
        while (await accounts.FindAsync(id, cancellationToken) is { } account)
        {
            if (change(account) is not { } write)
                return false;
            if (await accounts.TryUpdateAsync(id, account.Version, write.Body, write.Events, cancellationToken))
                return true;
        }

        return false;
    }
}
