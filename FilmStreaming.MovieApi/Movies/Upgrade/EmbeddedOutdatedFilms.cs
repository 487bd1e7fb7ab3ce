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
                .Where(document => document.Body.Keys is { } keys && keys.Form != MovieKeys.CurrentForm && !except.Contains(document.Id))
                .Take(take),
        ]);
}
