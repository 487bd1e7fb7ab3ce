using FilmStreaming.Messaging.Events;
using FilmStreaming.Storage;

namespace FilmStreaming.UserApi.Accounts;

/// <summary>The accounts. No two have the same normalised e-mail address.</summary>
internal interface IAccountStore
{
    Task<Document<Account>?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <param name="normalizedEmail">Made by <see cref="EmailAddress.Normalize"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<Document<Account>?> FindByEmailAsync(string normalizedEmail, CancellationToken cancellationToken);

    /// <summary>Whether any account has the role itself; higher roles do not count.</summary>
    Task<bool> AnyWithRoleAsync(string role, CancellationToken cancellationToken);

    /// <returns>False when the address has an account already; nothing is written then.</returns>
    Task<bool> TryAddAsync(Guid id, Account account, IReadOnlyList<EventMessage> events, CancellationToken cancellationToken);

    /// <returns>
    /// False when the account changed since it was read, or its new address is that of another; nothing is written then.
    /// </returns>
    Task<bool> TryUpdateAsync(
        Guid id, long expectedVersion, Account account, IReadOnlyList<EventMessage> events, CancellationToken cancellationToken);

    /// <summary>Removes the account; its address may be used again.</summary>
    Task RemoveAsync(Guid id, CancellationToken cancellationToken);
}
