using FilmStreaming.Storage;
using FilmStreaming.Storage.Embedded;
using FilmStreaming.Storage.Mongo;

namespace FilmStreaming.UserApi.Administration.Storage;

/// <summary>What both forms of the store do alike, which is all.</summary>
internal abstract class RosterStore(IDocuments<Roster> documents) : IRosterStore
{
    public static readonly CollectionDefinition<Roster> Definition = new()
    {
        Name = "administrators",
        Json = UserJsonContext.Default.DocumentRoster,
    };

    private static readonly Guid Id = new(1, 0, 0, new byte[8]);

    public async Task<(long Version, Roster Roster)> ReadAsync(CancellationToken cancellationToken) =>
        await documents.FindAsync(Id, cancellationToken) is { } found ? (found.Version, found.Body) : (0, new() { Members = [] });

    public async Task<bool> TryWriteAsync(long expectedVersion, Roster roster, CancellationToken cancellationToken)
    {
        var result = expectedVersion == 0
            ? await documents.InsertAsync(new(Id, roster, []), cancellationToken)
            : await documents.UpdateAsync(Id, expectedVersion, roster, [], cancellationToken);
        return result.Status == WriteStatus.Written;
    }
}

internal sealed class MongoRosterStore(MongoDocuments<Roster> documents) : RosterStore(documents);

internal sealed class EmbeddedRosterStore(EmbeddedDocuments<Roster> documents) : RosterStore(documents);
