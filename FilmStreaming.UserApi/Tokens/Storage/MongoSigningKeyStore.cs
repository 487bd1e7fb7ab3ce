using FilmStreaming.Storage;
using FilmStreaming.Storage.Mongo;
using MongoDB.Driver;

namespace FilmStreaming.UserApi.Tokens.Storage;

internal sealed class MongoSigningKeyStore(MongoDocuments<SigningKey> documents) : SigningKeyStore(documents)
{
    private readonly MongoDocuments<SigningKey> _documents = documents;

    protected override async Task<IReadOnlyList<Document<SigningKey>>> ReadAllAsync(CancellationToken cancellationToken) =>
        await _documents.Collection.Find(_ => true).ToListAsync(cancellationToken);
}
