using FilmStreaming.Storage;
using FilmStreaming.Storage.Embedded;

namespace FilmStreaming.MovieApi.Trends.Storage;

/// <summary>The plays in the embedded database, counted as they change.</summary>
internal sealed class EmbeddedPlayFactStore : IPlayFactStore
{
    private readonly EmbeddedDocuments<PlayFact> _documents;
    private readonly Lock _lock = new();
    private readonly Dictionary<(Guid MovieId, long Hour), HashSet<Guid>> _counted = [];

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

    public Task<long> CountAsync(Guid movieId, long hour, CancellationToken cancellationToken)
    {
        lock (_lock)
            return Task.FromResult((long)(_counted.GetValueOrDefault((movieId, hour))?.Count ?? 0));
    }

    public Task<IReadOnlyList<Document<PlayFact>>> ListAsync(string viewer, int take, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Document<PlayFact>>>([.. _documents.All.Where(fact => fact.Body.Viewer == viewer).Take(take)]);

    private void Change(Document<PlayFact>? before, Document<PlayFact>? after)
    {
        lock (_lock)
        {
            if (before is { Body: var fact } && _counted.TryGetValue((fact.MovieId, fact.Hour), out var plays) && plays.Remove(before.Id) && plays.Count == 0)
                _counted.Remove((fact.MovieId, fact.Hour));
            if (after is not null)
                Add(after);
        }
    }

    private void Add(Document<PlayFact> document)
    {
        if (document.Body.IsVoid)
            return;
        var key = (document.Body.MovieId, document.Body.Hour);
        if (_counted.TryGetValue(key, out var plays))
            plays.Add(document.Id);
        else
            _counted[key] = [document.Id];
    }
}
