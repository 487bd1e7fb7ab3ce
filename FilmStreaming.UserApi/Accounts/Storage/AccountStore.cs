using FilmStreaming.Messaging.Events;
using FilmStreaming.Storage;

namespace FilmStreaming.UserApi.Accounts.Storage;

/// <summary>What both forms of the store do alike.</summary>
internal abstract class AccountStore(IDocuments<Account> documents) : IAccountStore
{
    protected const int MaxUnclaimed = 100;

    private static readonly UniqueIndex<Account> Email = new("account-email", "normalizedEmail", account => account.NormalizedEmail);

    public static readonly CollectionDefinition<Account> Definition = new()
    {
        Name = "accounts",
        Json = UserJsonContext.Default.DocumentAccount,
        Unique = [Email],
        Queries =
        [
            new("account-list", "body.normalizedEmail", "_id"),
            new("account-role", "body.roles", "body.normalizedEmail"),
            new("account-name", "body.nameKeys", "body.normalizedEmail"),
            new("account-locked", "body.lockedAt", "body.normalizedEmail"),
            new("account-unverified", "body.emailVerifiedAt", "_id"),
        ],
    };

    public Task<Document<Account>?> FindAsync(Guid id, CancellationToken cancellationToken) => documents.FindAsync(id, cancellationToken);

    public Task<Document<Account>?> FindByEmailAsync(string normalizedEmail, CancellationToken cancellationToken) =>
        documents.FindByAsync(Email, normalizedEmail, cancellationToken);

    public Task<IReadOnlyList<Document<Account>>> FindManyByEmailAsync(
        IReadOnlyCollection<string> normalizedEmails, CancellationToken cancellationToken) =>
        documents.FindManyByAsync(Email, normalizedEmails, cancellationToken);

    public abstract Task<bool> AnyWithRoleAsync(string role, CancellationToken cancellationToken);

    public abstract Task<IReadOnlyList<Guid>> ListAdministratorsAsync(CancellationToken cancellationToken);

    public abstract Task<IReadOnlyList<Document<Account>>> ListUnclaimedAsync(
        DateTimeOffset createdBefore, Guid after, CancellationToken cancellationToken);

    public abstract Task<IReadOnlyList<Document<Account>>> ListAsync(AccountQuery query, CancellationToken cancellationToken);

    public async Task<bool> TryAddAsync(
        Guid id, Account account, IReadOnlyList<EventMessage> events, CancellationToken cancellationToken)
    {
        var result = await documents.InsertAsync(new(id, account, events), cancellationToken);
        return result.Status == WriteStatus.Written;
    }

    public async Task<IReadOnlyList<Guid>> AddManyAsync(
        IReadOnlyList<NewDocument<Account>> added, CancellationToken cancellationToken)
    {
        var results = await documents.InsertManyAsync(added, cancellationToken);
        return [.. added.Zip(results).Where(pair => pair.Second.Status == WriteStatus.Written).Select(pair => pair.First.Id)];
    }

    public async Task<bool> TryUpdateAsync(
        Guid id, long expectedVersion, Account account, IReadOnlyList<EventMessage> events, CancellationToken cancellationToken)
    {
        var result = await documents.UpdateAsync(id, expectedVersion, account, events, cancellationToken);
        return result.Status == WriteStatus.Written;
    }

    public Task RemoveAsync(Guid id, CancellationToken cancellationToken) => documents.DeleteAsync(id, cancellationToken);
}
