using FilmStreaming.Storage;

namespace FilmStreaming.MovieApi.Movies;

/// <summary>The films of the catalogue, one by one; <see cref="Discovery.ICatalogueQueries"/> has the lists.</summary>
internal interface IMovieStore
{
    /// <summary>Single films, by id and by key, and every write. Deleted films are found by id only.</summary>
    IDocuments<Movie> Documents { get; }
}
