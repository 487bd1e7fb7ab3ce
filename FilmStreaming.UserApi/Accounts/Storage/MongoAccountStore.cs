using FilmStreaming.Storage.Mongo;
using MongoDB.Driver;

namespace FilmStreaming.UserApi.Accounts.Storage;

internal sealed class MongoAccountStore(MongoDocuments<Account> documents) : AccountStore(documents)
{
    private readonly MongoDocuments<Account> _documents = documents;

    public override Task<bool> AnyWithRoleAsync(string role, CancellationToken cancellationToken) =>
        _documents.Collection.Find(account => account.Body.Roles.Contains(role)).Limit(1).AnyAsync(cancellationToken);
}
