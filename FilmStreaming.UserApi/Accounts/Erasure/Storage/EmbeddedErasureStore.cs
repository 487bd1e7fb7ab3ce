using FilmStreaming.Storage;
using FilmStreaming.Storage.Embedded;

namespace FilmStreaming.UserApi.Accounts.Erasure.Storage;

internal sealed class EmbeddedErasureStore(EmbeddedDocuments<Erasure> documents) : ErasureStore(documents)
{
    private readonly EmbeddedDocuments<Erasure> _documents = documents;

    public override Task<IReadOnlyList<Document<Erasure>>> ListAsync(
        DateTimeOffset requestedBefore, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Document<Erasure>>>(
        [
            .. _documents.All
                .Where(erasure => erasure.Body.RequestedAt < requestedBefore && erasure.OutboxDue is null)
                .Take(PageSize),
        ]);
}
