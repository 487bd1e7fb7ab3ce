using System.Security.Cryptography;
using FilmStreaming.Storage;

namespace FilmStreaming.UserApi.Administration.Audit.Storage;

/// <summary>What both forms of the store do alike.</summary>
internal abstract class AuditStore(IDocuments<AuditEntry> documents) : IAuditStore
{
    public static readonly CollectionDefinition<AuditEntry> Definition = new()
    {
        Name = "audit",
        Json = UserJsonContext.Default.DocumentAuditEntry,
        Queries =
        [
            new("audit-actor", "body.actorId", "-_id"),
            new("audit-target", "body.targetId", "-_id"),
            new("audit-act", "body.act", "-_id"),
        ],
    };

    public Task AddAsync(Guid id, AuditEntry entry, CancellationToken cancellationToken) =>
        documents.InsertAsync(new(id, entry, []), cancellationToken);

    public Task CompleteAsync(Guid id, string outcome, CancellationToken cancellationToken) =>
        ChangeAsync(id, entry => entry with { Outcome = outcome }, cancellationToken);

    public async Task PseudonymiseAsync(Guid accountId, CancellationToken cancellationToken)
    {
        // Of this length the hash of a random id tells nothing of it, and is no other account's id.
        var pseudonym = new Guid(SHA256.HashData(accountId.ToByteArray()).AsSpan(0, 16));
        foreach (var query in new AuditQuery[] { new(accountId, null, null, null, 100), new(null, accountId, null, null, 100) })
        {
            while (await ListAsync(query, cancellationToken) is { Count: > 0 } entries)
            {
                foreach (var found in entries)
                {
                    await ChangeAsync(
                        found.Id,
                        entry => entry with
                        {
                            ActorId = entry.ActorId == accountId ? pseudonym : entry.ActorId,
                            TargetId = entry.TargetId == accountId ? pseudonym : entry.TargetId,
                        },
                        cancellationToken);
                }
            }
        }
    }

    public abstract Task<IReadOnlyList<Document<AuditEntry>>> ListAsync(AuditQuery query, CancellationToken cancellationToken);

    private async Task ChangeAsync(Guid id, Func<AuditEntry, AuditEntry> change, CancellationToken cancellationToken)
    {
        while (await documents.FindAsync(id, cancellationToken) is { } found
            && (await documents.UpdateAsync(id, found.Version, change(found.Body), [], cancellationToken)).Status != WriteStatus.Written)
        {
        }
    }
}
