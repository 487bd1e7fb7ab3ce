using FilmStreaming.Storage;
using FilmStreaming.Storage.Mongo;
using MongoDB.Driver;

namespace FilmStreaming.UserApi.Administration.Audit.Storage;

internal sealed class MongoAuditStore(MongoDocuments<AuditEntry> documents) : AuditStore(documents)
{
    private readonly MongoDocuments<AuditEntry> _documents = documents;

    private static FilterDefinitionBuilder<Document<AuditEntry>> Where => Builders<Document<AuditEntry>>.Filter;

    public override async Task<IReadOnlyList<Document<AuditEntry>>> ListAsync(AuditQuery query, CancellationToken cancellationToken)
    {
        var filter = Where.Empty;
        if (query.ActorId is { } actor)
            filter &= Where.Eq(entry => entry.Body.ActorId, actor);
        if (query.TargetId is { } target)
            filter &= Where.Eq(entry => entry.Body.TargetId, target);
        if (query.Act is { } act)
            filter &= Where.Eq(entry => entry.Body.Act, act);
        if (query.Before is { } before)
            filter &= Where.Lt(entry => entry.Id, before);
        return await _documents.Collection.Find(filter)
            .Sort(Builders<Document<AuditEntry>>.Sort.Descending(entry => entry.Id))
            .Limit(query.Limit)
            .ToListAsync(cancellationToken);
    }
}
