using FilmStreaming.Storage;
using FilmStreaming.Storage.Mongo;
using MongoDB.Driver;

namespace FilmStreaming.UserApi.Accounts.Erasure.Storage;

internal sealed class MongoErasureStore(MongoDocuments<Erasure> documents) : ErasureStore(documents)
{
    private readonly MongoDocuments<Erasure> _documents = documents;

    public override async Task<IReadOnlyList<Document<Erasure>>> ListAsync(
        DateTimeOffset requestedBefore, CancellationToken cancellationToken) =>
        await _documents.Collection
            .Find(erasure => erasure.Body.RequestedAt < requestedBefore && erasure.OutboxDue == null)
            .Limit(PageSize)
            .ToListAsync(cancellationToken);
}
