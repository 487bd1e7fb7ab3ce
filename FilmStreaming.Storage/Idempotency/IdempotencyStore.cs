using FilmStreaming.Storage.Embedded;
using FilmStreaming.Storage.Mongo;

namespace FilmStreaming.Storage.Idempotency;

/// <summary>The keys that a service has seen.</summary>
internal interface IIdempotencyStore
{
    IDocuments<IdempotencyRecord> Documents { get; }
}

internal static class IdempotencyCollection
{
    public static readonly CollectionDefinition<IdempotencyRecord> Definition = new()
    {
        Name = "idempotency",
        Json = IdempotencyJsonContext.Default.DocumentIdempotencyRecord,
        Expiry = new("expiresAt", record => record.ExpiresAt),
    };
}

internal sealed class MongoIdempotencyStore(MongoDocuments<IdempotencyRecord> documents) : IIdempotencyStore
{
    public IDocuments<IdempotencyRecord> Documents => documents;
}

internal sealed class EmbeddedIdempotencyStore(EmbeddedDocuments<IdempotencyRecord> documents) : IIdempotencyStore
{
    public IDocuments<IdempotencyRecord> Documents => documents;
}
