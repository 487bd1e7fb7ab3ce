using FilmStreaming.Storage;
using FilmStreaming.Storage.Embedded;
using FilmStreaming.Storage.Mongo;

namespace FilmStreaming.UserApi.Activities.Storage;

/// <summary>What both forms of the store do alike, which is all.</summary>
internal abstract class LastActivityStore(IDocuments<LastActivities> documents) : ILastActivityStore
{
    public static readonly CollectionDefinition<LastActivities> Definition = new()
    {
        Name = "lastActivities",
        Json = UserJsonContext.Default.DocumentLastActivities,
    };

    public Task<IReadOnlyList<Document<LastActivities>>> FindManyAsync(
        IReadOnlyCollection<Guid> accountIds, CancellationToken cancellationToken) => documents.FindManyAsync(accountIds, cancellationToken);

    public async Task<IReadOnlyCollection<Guid>> SaveManyAsync(IReadOnlyList<ActivityChange> changes, CancellationToken cancellationToken)
    {
        var added = changes.Where(change => change.Version == 0).ToList();
        var changed = changes.Where(change => change.Version != 0).ToList();
        var inserted = await documents.InsertManyAsync(
            [.. added.Select(change => new NewDocument<LastActivities>(change.AccountId, change.Activities, []))], cancellationToken);
        var updated = await documents.UpdateManyAsync(
            [.. changed.Select(change => new DocumentUpdate<LastActivities>(change.AccountId, change.Version, change.Activities, []))],
            cancellationToken);
        return
        [
            .. added.Where((_, i) => inserted[i].Status != WriteStatus.Written)
                .Concat(changed.Where((_, i) => updated[i].Status != WriteStatus.Written))
                .Select(change => change.AccountId),
        ];
    }

    public Task RemoveAsync(Guid accountId, CancellationToken cancellationToken) => documents.DeleteAsync(accountId, cancellationToken);
}

internal sealed class MongoLastActivityStore(MongoDocuments<LastActivities> documents) : LastActivityStore(documents);

internal sealed class EmbeddedLastActivityStore(EmbeddedDocuments<LastActivities> documents) : LastActivityStore(documents);
