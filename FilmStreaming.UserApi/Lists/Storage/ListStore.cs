using FilmStreaming.Messaging.Events;
using FilmStreaming.ServiceDefaults.Paging;
using FilmStreaming.Storage;

namespace FilmStreaming.UserApi.Lists.Storage;

/// <summary>What both forms of the store do alike.</summary>
internal abstract class ListStore(IDocuments<ListEntry> documents) : IListStore
{
    public static readonly CollectionDefinition<ListEntry> Definition = new()
    {
        Name = "listEntries",
        Json = UserJsonContext.Default.DocumentListEntry,
        Queries = [new("list-order", "body.accountId", "body.list", "-body.addedAt", "-_id")],
    };

    public Task<Document<ListEntry>?> FindAsync(Guid id, CancellationToken cancellationToken) => documents.FindAsync(id, cancellationToken);

    public async Task<bool> TrySaveAsync(
        Guid id, long version, ListEntry entry, IReadOnlyList<EventMessage> events, CancellationToken cancellationToken)
    {
        var result = version == 0
            ? await documents.InsertAsync(new(id, entry, events), cancellationToken)
            : await documents.UpdateAsync(id, version, entry, events, cancellationToken);
        return result.Status == WriteStatus.Written;
    }

    public Task<IReadOnlyList<Document<ListEntry>>> FindManyAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        documents.FindManyAsync(ids, cancellationToken);

    public async Task<bool> TrySaveManyAsync(IReadOnlyList<Document<ListEntry>> entries, CancellationToken cancellationToken) =>
        (await documents.UpdateManyAsync(
            [.. entries.Select(entry => new DocumentUpdate<ListEntry>(entry.Id, entry.Version, entry.Body, []))], cancellationToken))
        .All(result => result.Status == WriteStatus.Written);

    public Task RemoveAsync(Guid id, CancellationToken cancellationToken) => documents.DeleteAsync(id, cancellationToken);

    public abstract Task<IReadOnlyList<Document<ListEntry>>> ListAsync(
        Guid accountId, string list, TimePosition? after, int limit, CancellationToken cancellationToken);

    public abstract Task<long> CountAsync(Guid accountId, string list, int limit, CancellationToken cancellationToken);

    public abstract Task RemoveAllAsync(Guid accountId, CancellationToken cancellationToken);
}
