using FilmStreaming.Storage;
using FilmStreaming.Storage.Embedded;

namespace FilmStreaming.UserApi.Tokens.Storage;

internal sealed class EmbeddedSigningKeyStore(EmbeddedDocuments<SigningKey> documents) : SigningKeyStore(documents)
{
    private readonly EmbeddedDocuments<SigningKey> _documents = documents;

    protected override Task<IReadOnlyList<Document<SigningKey>>> ReadAllAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Document<SigningKey>>>([.. _documents.All]);
}
