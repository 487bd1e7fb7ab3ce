using FilmStreaming.ServiceDefaults.Paging;
using FilmStreaming.Storage;

namespace FilmStreaming.MovieApi.Movies;

/// <summary>The films of the catalogue.</summary>
internal interface IMovieStore
{
    /// <summary>Single films, by id and by key, and every write. Deleted films are found by id only.</summary>
    IDocuments<Movie> Documents { get; }

    /// <summary>Part of the catalogue, sorted by title and then id, and how much there is in all.</summary>
    Task<MovieSlice> ListAsync(MovieQuery query, CancellationToken cancellationToken);
}

/// <param name="Words">Folded; each must begin a word of the title. Null for all films, empty for none.</param>
/// <param name="After">Starts behind this position.</param>
/// <param name="Take">At most so many films.</param>
/// <param name="Audience">Only what they may see.</param>
internal sealed record MovieQuery(IReadOnlyList<string>? Words, Cursor? After, int Take, Audience Audience = Audience.Viewers);

/// <param name="Items">In order.</param>
/// <param name="Total">How many films match, wherever the slice starts.</param>
internal sealed record MovieSlice(IReadOnlyList<Document<Movie>> Items, long Total);
