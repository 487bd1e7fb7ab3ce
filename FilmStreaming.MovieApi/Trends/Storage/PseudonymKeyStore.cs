using FilmStreaming.Storage;
using FilmStreaming.Storage.Embedded;
using FilmStreaming.Storage.Mongo;

namespace FilmStreaming.MovieApi.Trends.Storage;

internal sealed class MongoPseudonymKeyStore(MongoDocuments<PseudonymKey> documents) : IPseudonymKeyStore
{
    public IDocuments<PseudonymKey> Documents => documents;
}

internal sealed class EmbeddedPseudonymKeyStore(EmbeddedDocuments<PseudonymKey> documents) : IPseudonymKeyStore
{
    public IDocuments<PseudonymKey> Documents => documents;
}
