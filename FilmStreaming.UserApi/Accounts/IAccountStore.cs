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

    /// <summary>The accounts of these addresses, in any order; at most 1,000.</summary>
    /// <inheritdoc cref="FindByEmailAsync"/>
    Task<IReadOnlyList<Document<Account>>> FindManyByEmailAsync(
        IReadOnlyCollection<string> normalizedEmails, CancellationToken cancellationToken);

    /// <summary>Whether any account has the role itself; higher roles do not count.</summary>
    Task<bool> AnyWithRoleAsync(string role, CancellationToken cancellationToken);

    /// <returns>False when the address has an account already; nothing is written then.</returns>
    Task<bool> TryAddAsync(Guid id, Account account, IReadOnlyList<EventMessage> events, CancellationToken cancellationToken);

    /// <summary>Makes each account whose address has none; at most 1,000.</summary>
    /// <returns>The ids of those that were made.</returns>
    Task<IReadOnlyList<Guid>> AddManyAsync(IReadOnlyList<NewDocument<Account>> added, CancellationToken cancellationToken);

    /// <returns>
    /// False when the account changed since it was read, or its new address is that of another; nothing is written then.
    /// </returns>
    Task<bool> TryUpdateAsync(
        Guid id, long expectedVersion, Account account, IReadOnlyList<EventMessage> events, CancellationToken cancellationToken);

    /// <summary>Removes the account; its address may be used again.</summary>
    Task RemoveAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>The accounts with the role of an administrator, be they locked or not; in any order, at most 1,000.</summary>
    Task<IReadOnlyList<Guid>> ListAdministratorsAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The accounts that are <see cref="Account.IsUnclaimed"/> and were made before a time; by id, behind <paramref name="after"/>, at most 100.
    /// </summary>
    Task<IReadOnlyList<Document<Account>>> ListUnclaimedAsync(
        DateTimeOffset createdBefore, Guid after, CancellationToken cancellationToken);

    /// <summary>The accounts that a query asks for, by <see cref="Account.NormalizedEmail"/> in ordinal order.</summary>
    Task<IReadOnlyList<Document<Account>>> ListAsync(AccountQuery query, CancellationToken cancellationToken);
}

/// <summary>Which accounts are listed; what is null does not matter.</summary>
internal sealed record AccountQuery
{
    /// <summary>The beginning of the address, made by <see cref="EmailAddress.Normalize"/>.</summary>
    public string? EmailPrefix { get; init; }

    /// <summary>Made by <see cref="NameKeys.Of"/>: each begins a word of one of the names.</summary>
    public IReadOnlyList<string> NamePrefixes { get; init; } = [];

    /// <summary>A role that the account has itself; higher roles do not count.</summary>
    public string? Role { get; init; }

    public bool? IsLocked { get; init; }

    /// <summary>The <see cref="Account.NormalizedEmail"/> that the list goes on behind.</summary>
    public string? After { get; init; }

    /// <summary>How many at most.</summary>
    public required int Limit { get; init; }
}
