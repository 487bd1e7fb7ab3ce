using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.Storage;
using FilmStreaming.Storage.Embedded;

namespace FilmStreaming.UserApi.Accounts.Storage;

internal sealed class EmbeddedAccountStore(EmbeddedDocuments<Account> documents) : AccountStore(documents)
{
    private readonly EmbeddedDocuments<Account> _documents = documents;

    public override Task<bool> AnyWithRoleAsync(string role, CancellationToken cancellationToken) =>
        Task.FromResult(_documents.All.Any(account => account.Body.Roles.Contains(role)));

    public override Task<IReadOnlyList<Guid>> ListAdministratorsAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Guid>>(
        [.. _documents.All.Where(account => account.Body.Roles.Contains(Roles.Administrator)).Select(account => account.Id)]);

    public override Task<IReadOnlyList<Document<Account>>> ListUnclaimedAsync(
        DateTimeOffset createdBefore, Guid after, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Document<Account>>>(
        [
            .. _documents.All
                .Where(account => account.Body.IsUnclaimed && account.Body.CreatedAt < createdBefore && account.Id.CompareTo(after) > 0)
                .OrderBy(account => account.Id)
                .Take(MaxUnclaimed),
        ]);

    public override Task<IReadOnlyList<Document<Account>>> ListAsync(AccountQuery query, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Document<Account>>>(
        [
            .. _documents.All
                .Where(account => Matches(account.Body, query))
                .OrderBy(account => account.Body.NormalizedEmail, StringComparer.Ordinal)
                .Take(query.Limit),
        ]);

    private static bool Matches(Account account, AccountQuery query) =>
        string.CompareOrdinal(account.NormalizedEmail, query.After ?? "") > 0
        && account.NormalizedEmail.StartsWith(query.EmailPrefix ?? "", StringComparison.Ordinal)
        && query.NamePrefixes.All(prefix => account.NameKeys.Any(key => key.StartsWith(prefix, StringComparison.Ordinal)))
        && (query.Role is null || account.Roles.Contains(query.Role))
        && (query.IsLocked is null || query.IsLocked == account.LockedAt is not null);
}
