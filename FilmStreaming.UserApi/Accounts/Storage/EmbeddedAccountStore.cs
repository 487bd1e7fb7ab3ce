using FilmStreaming.Storage.Embedded;

namespace FilmStreaming.UserApi.Accounts.Storage;

internal sealed class EmbeddedAccountStore(EmbeddedDocuments<Account> documents) : AccountStore(documents)
{
    private readonly EmbeddedDocuments<Account> _documents = documents;

    public override Task<bool> AnyWithRoleAsync(string role, CancellationToken cancellationToken) =>
        Task.FromResult(_documents.All.Any(account => account.Body.Roles.Contains(role)));
}
