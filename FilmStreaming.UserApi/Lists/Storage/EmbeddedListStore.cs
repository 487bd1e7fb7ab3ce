using FilmStreaming.ServiceDefaults.Paging;
using FilmStreaming.Storage;
using FilmStreaming.Storage.Embedded;

namespace FilmStreaming.UserApi.Lists.Storage;

internal sealed class EmbeddedListStore(EmbeddedDocuments<ListEntry> documents) : ListStore(documents)
{
    private readonly EmbeddedDocuments<ListEntry> _documents = documents;

    public override Task<IReadOnlyList<Document<ListEntry>>> ListAsync(
        Guid accountId, string list, TimePosition? after, int limit, CancellationToken cancellationToken)
    {
        var entries = Of(accountId, list);
        if (after is { } last)
            entries = entries.Where(entry => (entry.Body.AddedAt, entry.Id).CompareTo((last.Time, last.Id)) < 0);
        return Task.FromResult<IReadOnlyList<Document<ListEntry>>>(
            [.. entries.OrderByDescending(entry => entry.Body.AddedAt).ThenByDescending(entry => entry.Id).Take(limit)]);
    }

    public override Task<long> CountAsync(Guid accountId, string list, int limit, CancellationToken cancellationToken) =>
        Task.FromResult(Of(accountId, list).Take(limit).LongCount());

    public override async Task RemoveAllAsync(Guid accountId, CancellationToken cancellationToken)
    {
        foreach (var ids in _documents.All.Where(entry => entry.Body.AccountId == accountId).Select(entry => entry.Id).Chunk(1000))
            await _documents.DeleteManyAsync(ids, cancellationToken);
    }

    private IEnumerable<Document<ListEntry>> Of(Guid accountId, string list) =>
        _documents.All.Where(entry => entry.Body.AccountId == accountId && entry.Body.List == list);
}
