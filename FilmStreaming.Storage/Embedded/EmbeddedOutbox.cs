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
            var free = documents.Due.First(maxAggregates, id => !_claims.TryGetValue(id, out var claim) || claim.Until <= now)
                .Select(documents.Find).OfType<Document<T>>().Where(document => document.Pending.Count > 0).ToList();
            foreach (var document in free)
                _claims[document.Id] = (token, now + lease);
            return Task.FromResult<IReadOnlyList<OutboxClaim>>(
                [.. free.Select(document => new OutboxClaim(document.Id, token, document.Pending))]);
        }
    }

    public async Task CompleteAsync(IReadOnlyList<OutboxCompletion> completions, CancellationToken cancellationToken)
    {
        var published = completions.Where(completion => completion.Published > 0).ToDictionary(
            completion => completion.Claim.AggregateId,
            completion => completion.Claim.Events.Take(completion.Published).Select(message => message.Id).ToHashSet());
        if (published.Count > 0)
            await documents.RewriteAsync(published.Keys, document => Without(document, published[document.Id]), cancellationToken);
        lock (_lock)
        {
            foreach (var claim in completions.Select(completion => completion.Claim))
            {
                if (_claims.TryGetValue(claim.AggregateId, out var current) && current.Token == claim.Token)
                    _claims.Remove(claim.AggregateId);
            }
        }
    }

    public Task<OutboxBacklog> MeasureAsync(CancellationToken cancellationToken)
    {
        var (count, first) = documents.Due.Measure();
        return Task.FromResult(new OutboxBacklog(count, first));
    }

    private static Document<T> Without(Document<T> document, HashSet<Guid> ids)
    {
        var left = document.Pending.Where(message => !ids.Contains(message.Id)).ToList();
        return document with { Pending = left, OutboxDue = left.Count > 0 ? document.OutboxDue : null };
    }
}
