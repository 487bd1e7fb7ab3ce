using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Events;
using FilmStreaming.MovieApi.Movies.Contracts;

namespace FilmStreaming.MovieApi.Movies;

/// <summary>The event that a write of a film stores with it: one for each version, named by what the write did.</summary>
internal static class MovieChanges
{
    /// <param name="id">The film.</param>
    /// <param name="movie">As it is written.</param>
    /// <param name="version">1, unless it comes back as it was.</param>
    public static EventMessage Created(Guid id, Movie movie, long version = 1) =>
        MovieEvents.Created.Create(id.ToString(), Snapshot(id, version, movie), movie.UpdatedAt);

    /// <param name="id">The film.</param>
    /// <param name="version">The version that the write makes.</param>
    /// <param name="before">The film before it.</param>
    /// <param name="after">The film after it.</param>
    public static EventMessage Of(Guid id, long version, Movie before, Movie after) => after.DeletedAt is not null
        ? MovieEvents.Deleted.Create(id.ToString(), new MovieRemoval(id, version), after.UpdatedAt)
        : ContractOf(before, after).Create(id.ToString(), Snapshot(id, version, after), after.UpdatedAt);

    public static MovieSnapshot Snapshot(Guid id, long version, Movie movie) => new(
        id, version, movie.Title, movie.ReleaseYear, movie.RuntimeMinutes, movie.PosterUrl, NameOf(movie.Status), movie.CreditsStartMs);

    private static EventContract<MovieSnapshot> ContractOf(Movie before, Movie after)
    {
        if (before.DeletedAt is not null)
            return MovieEvents.Restored;
        if (before.Status == after.Status)
            return MovieEvents.Updated;
        return after.Status switch
        {
            MovieStatus.Published => MovieEvents.Published,
            MovieStatus.Archived => MovieEvents.Archived,
            _ => MovieEvents.Updated,
        };
    }

    private static string NameOf(MovieStatus status) => status switch
    {
        MovieStatus.Draft => MovieSnapshot.Draft,
        MovieStatus.Archived => MovieSnapshot.Archived,
        _ => MovieSnapshot.Published,
    };
}
