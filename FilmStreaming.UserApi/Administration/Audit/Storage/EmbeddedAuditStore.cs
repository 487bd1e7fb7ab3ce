using FilmStreaming.Storage;
using FilmStreaming.Storage.Embedded;

namespace FilmStreaming.UserApi.Administration.Audit.Storage;

internal sealed class EmbeddedAuditStore(EmbeddedDocuments<AuditEntry> documents) : AuditStore(documents)
{
    private readonly EmbeddedDocuments<AuditEntry> _documents = documents;

    public override Task<IReadOnlyList<Document<AuditEntry>>> ListAsync(AuditQuery query, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Document<AuditEntry>>>(
        [
            .. _documents.All
                .Where(entry => (query.ActorId is null || entry.Body.ActorId == query.ActorId)
                    && (query.TargetId is null || entry.Body.TargetId == query.TargetId)
                    && (query.Act is null || entry.Body.Act == query.Act)
                    && (query.Before is not { } before || entry.Id.CompareTo(before) < 0))
                .OrderByDescending(entry => entry.Id)
                .Take(query.Limit),
        ]);
}
