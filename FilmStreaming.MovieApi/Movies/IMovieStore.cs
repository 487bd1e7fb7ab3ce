using FilmStreaming.Storage;

namespace FilmStreaming.MovieApi.Movies;

/// <summary>The films of the catalogue, one by one; <see cref="Discovery.ICatalogueQueries"/> has the lists.</summary>
internal interface IMovieStore
{
    /// <summary>Single films, by id and by key, and every write. Deleted films are found by id only.</summary>
    IDocuments<Movie> Documents { get; }

    /// <summary>
    /// Sets how popular a film is, unless it has changed since it was read. That is no new version: no event tells of it, and the film is
    /// answered as before.
    /// </summary>
    Task SetPopularityAsync(Document<Movie> film, double popularity, CancellationToken cancellationToken);
}
