using FilmStreaming.Messaging.Events;
using FilmStreaming.Storage;

namespace FilmStreaming.UserApi.Accounts.Erasure.Storage;

/// <summary>What both forms of the store do alike.</summary>
internal abstract class ErasureStore(IDocuments<Erasure> documents) : IErasureStore
{
    protected const int PageSize = 100;

    public static readonly CollectionDefinition<Erasure> Definition = new()
    {
        Name = "erasures",
        Json = UserJsonContext.Default.DocumentErasure,
        Queries = [new("erasure-requested", "body.requestedAt")],
    };

    public Task AddAsync(Guid accountId, Erasure erasure, IReadOnlyList<EventMessage> events, CancellationToken cancellationToken) =>
        documents.InsertAsync(new(accountId, erasure, events), cancellationToken);

    public abstract Task<IReadOnlyList<Document<Erasure>>> ListAsync(DateTimeOffset requestedBefore, CancellationToken cancellationToken);

    public async Task<IReadOnlySet<Guid>> FindManyAsync(IReadOnlyCollection<Guid> accountIds, CancellationToken cancellationToken) =>
        (await documents.FindManyAsync(accountIds, cancellationToken)).Select(erasure => erasure.Id).ToHashSet();

    public Task RemoveAsync(Guid accountId, CancellationToken cancellationToken) => documents.DeleteAsync(accountId, cancellationToken);
}
