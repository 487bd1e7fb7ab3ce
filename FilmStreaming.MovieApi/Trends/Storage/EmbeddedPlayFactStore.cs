using FilmStreaming.Storage;
using FilmStreaming.Storage.Embedded;

namespace FilmStreaming.MovieApi.Trends.Storage;

/// <summary>The plays in the embedded database, counted as they change.</summary>
internal sealed class EmbeddedPlayFactStore : IPlayFactStore
{
    private readonly EmbeddedDocuments<PlayFact> _documents;
    private readonly Lock _lock = new();
    private readonly Dictionary<(Guid MovieId, long Day), HashSet<Guid>> _counted = [];
    private readonly Dictionary<string, HashSet<Guid>> _byViewer = [];

    public EmbeddedPlayFactStore(EmbeddedDocuments<PlayFact> documents)
    {
        _documents = documents;
        // A change that comes between the two is applied to what may have it already: that changes nothing.
        lock (_lock)
        {
            documents.Changed += Change;
            foreach (var document in documents.All)
                Add(document);
        }
    }

    public IDocuments<PlayFact> Documents => _documents;

    public async Task<IReadOnlyList<HourOfPlays>> CountAsync(Guid movieId, long day, CancellationToken cancellationToken)
    {
        Guid[] plays;
        lock (_lock)
            plays = _counted.TryGetValue((movieId, day), out var counted) ? [.. counted] : [];
        return
        [
            .. (await _documents.FindManyAsync(plays, cancellationToken)).Select(fact => fact.Body)
                .Where(fact => !fact.IsVoid)
                .GroupBy(fact => fact.Viewer)
                .GroupBy(
                    viewer => viewer.Min(fact => fact.Hour),
                    (hour, viewers) => new HourOfPlays(hour, viewers.Sum(facts => Math.Min(facts.Count(), PlayFact.MostOfADay)))),
        ];
    }

    public Task<IReadOnlyList<Document<PlayFact>>> ListAsync(string viewer, int take, CancellationToken cancellationToken) =>
        _documents.FindManyAsync([.. OfViewer(viewer).Take(take)], cancellationToken);

    public async Task<IReadOnlyList<Document<PlayFact>>> ListCompletionsAsync(string viewer, int take, CancellationToken cancellationToken) =>
    [
        .. (await _documents.FindManyAsync(OfViewer(viewer), cancellationToken))
            .Where(fact => fact.Body is { IsCompletion: true, IsVoid: false })
            .OrderByDescending(fact => fact.Body.Hour).ThenBy(fact => fact.Id)
            .Take(take),
    ];

    private Guid[] OfViewer(string viewer)
    {
        lock (_lock)
            return _byViewer.TryGetValue(viewer, out var plays) ? [.. plays] : [];
    }

    private void Change(Document<PlayFact>? before, Document<PlayFact>? after)
    {
        lock (_lock)
        {
            if (before is not null)
            {
                Remove(_counted, (before.Body.MovieId, before.Body.Day), before.Id);
                Remove(_byViewer, before.Body.Viewer ?? "", before.Id);
            }

            if (after is not null)
                Add(after);
        }
    }

    private void Add(Document<PlayFact> document)
    {
        if (!document.Body.IsVoid)
            Add(_counted, (document.Body.MovieId, document.Body.Day), document.Id);
        if (document.Body.Viewer is { } viewer)
            Add(_byViewer, viewer, document.Id);
    }

    private static void Add<TKey>(Dictionary<TKey, HashSet<Guid>> plays, TKey key, Guid id)
        where TKey : notnull
    {
        if (plays.TryGetValue(key, out var ids))
            ids.Add(id);
        else
            plays[key] = [id];
    }

    private static void Remove<TKey>(Dictionary<TKey, HashSet<Guid>> plays, TKey key, Guid id)
        where TKey : notnull
    {
        if (plays.TryGetValue(key, out var ids) && ids.Remove(id) && ids.Count == 0)
            plays.Remove(key);
    }
}
