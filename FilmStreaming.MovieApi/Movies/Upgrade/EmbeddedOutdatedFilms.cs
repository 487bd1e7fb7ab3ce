using FilmStreaming.Storage;
using FilmStreaming.Storage.Embedded;

namespace FilmStreaming.MovieApi.Movies.Upgrade;

/// <summary>Looks through the films in memory.</summary>
internal sealed class EmbeddedOutdatedFilms(EmbeddedDocuments<Movie> documents) : IOutdatedFilms
{
    public Task<IReadOnlyList<Document<Movie>>> TakeAsync(
        IReadOnlyCollection<Guid> except, int take, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Document<Movie>>>(
        [
            .. documents.All
                .Where(document => document.Body.Keys is { } keys && keys.Form < MovieKeys.CurrentForm && !except.Contains(document.Id))
                .Take(take),
        ]);

    public async Task<IReadOnlyList<Guid>> SetKeysAsync(IReadOnlyList<Document<Movie>> films, CancellationToken cancellationToken)
    {
        var results = await documents.ReviseManyAsync(films, cancellationToken);
        return [.. films.Zip(results).Where(pair => pair.Second.Status == WriteStatus.Duplicate).Select(pair => pair.First.Id)];
    }
}
