using FilmStreaming.ServiceDefaults.Paging;
using FilmStreaming.Storage;
using FilmStreaming.Storage.Embedded;

namespace FilmStreaming.UserApi.Lists.Storage;

internal sealed class EmbeddedListStore(EmbeddedDocuments<ListEntry> documents) : ListStore(documents)
{
    private readonly EmbeddedDocuments<ListEntry> _documents = documents;
    private readonly EmbeddedOrder<ListEntry, (Guid AccountId, string List)> _order = new(
        documents, entry => ((entry.AccountId, entry.List), entry.AddedAt));

    public override Task<IReadOnlyList<Document<ListEntry>>> ListAsync(
        Guid accountId, string list, TimePosition? after, int limit, CancellationToken cancellationToken) =>
        Task.FromResult(_order.List((accountId, list), after is { } last ? (last.Time, last.Id) : null, before: null, limit));

    public override Task<long> CountAsync(Guid accountId, string list, int limit, CancellationToken cancellationToken) =>
        Task.FromResult((long)Math.Min(_order.Count((accountId, list)), limit));

    public override async Task RemoveAllAsync(Guid accountId, CancellationToken cancellationToken)
    {
        foreach (var ids in _documents.All.Where(entry => entry.Body.AccountId == accountId).Select(entry => entry.Id).Chunk(1000))
            await _documents.DeleteManyAsync(ids, cancellationToken);
    }
}
