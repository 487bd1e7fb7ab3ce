using FilmStreaming.Storage.Mongo;
using MongoDB.Driver;

namespace FilmStreaming.UserApi.Lockout.Storage;

internal sealed class MongoSignInFailureStore(MongoDocuments<SignInFailures> documents) : SignInFailureStore(documents)
{
    private readonly MongoDocuments<SignInFailures> _documents = documents;

    public override async Task<long> RemoveBeforeAsync(DateTimeOffset time, CancellationToken cancellationToken)
    {
        var result = await _documents.Collection.DeleteManyAsync(failures => failures.Body.LastAt < time, cancellationToken);
        return result.DeletedCount;
    }
}
