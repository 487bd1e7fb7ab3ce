using FilmStreaming.Messaging.Outbox;

namespace FilmStreaming.Storage.Embedded;

/// <summary>The pending events of one embedded collection. The process that has the file open has the only relay, so claims stay in memory.</summary>
internal sealed class EmbeddedOutbox<T>(EmbeddedDocuments<T> documents, TimeProvider time) : IOutbox
    where T : class
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, (Guid Token, DateTimeOffset Until)> _claims = [];

    public string Name => documents.Name;

    public Task<IReadOnlyList<OutboxClaim>> ClaimAsync(int maxAggregates, TimeSpan lease, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var token = Guid.CreateVersion7(now);
            var free = documents.WithPending
                .Where(document => !_claims.TryGetValue(document.Id, out var claim) || claim.Until <= now)
                .OrderBy(document => document.OutboxDue)
                .Take(maxAggregates)
                .Select(document => new OutboxClaim(document.Id, token, document.Pending))
                .ToList();
            free.ForEach(claim => _claims[claim.AggregateId] = (token, now + lease));
            return Task.FromResult<IReadOnlyList<OutboxClaim>>(free);
        }
    }

    public async Task CompleteAsync(OutboxClaim claim, int published, CancellationToken cancellationToken)
    {
        var ids = claim.Events.Take(published).Select(message => message.Id).ToHashSet();
        if (ids.Count > 0)
            await documents.RewriteAsync(claim.AggregateId, document => Without(document, ids), cancellationToken);
        lock (_lock)
        {
            if (_claims.TryGetValue(claim.AggregateId, out var current) && current.Token == claim.Token)
                _claims.Remove(claim.AggregateId);
        }
    }

    public Task<OutboxBacklog> MeasureAsync(CancellationToken cancellationToken)
    {
        var due = documents.WithPending.Select(document => document.OutboxDue).ToList();
        return Task.FromResult(new OutboxBacklog(due.Count, due.Min()));
    }

    private static Document<T> Without(Document<T> document, HashSet<Guid> ids)
    {
        var left = document.Pending.Where(message => !ids.Contains(message.Id)).ToList();
        return document with { Pending = left, OutboxDue = left.Count > 0 ? document.OutboxDue : null };
    }
}
