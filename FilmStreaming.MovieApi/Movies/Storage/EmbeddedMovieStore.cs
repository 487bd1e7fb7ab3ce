using FilmStreaming.MovieApi.Search.Vocabulary;
using FilmStreaming.Storage;
using FilmStreaming.Storage.Embedded;

namespace FilmStreaming.MovieApi.Movies.Storage;

/// <summary>The films in the embedded database.</summary>
internal sealed class EmbeddedMovieStore(EmbeddedDocuments<Movie> documents, VocabularyWriter vocabulary) : IMovieStore
{
    public IDocuments<Movie> Documents { get; } = new SpelledMovies(documents, vocabulary);

    public Task SetPopularityAsync(Document<Movie> film, double popularity, CancellationToken cancellationToken) => documents.ReviseAsync(
        film.Id, film.Version, film.Body with { Keys = film.Body.Keys!.WithPopularity(popularity) }, cancellationToken);
}
