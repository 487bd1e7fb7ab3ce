using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Events;

namespace FilmStreaming.MovieApi.Movies;

/// <summary>The events that a write of a film stores with it.</summary>
internal static class MovieChanges
{
    public static EventMessage Created(Guid id, Movie movie) =>
        MovieEvents.Created.Create(id.ToString(), Snapshot(id, version: 1, movie), movie.UpdatedAt);

    /// <param name="id">The film.</param>
    /// <param name="version">The version that the write makes.</param>
    /// <param name="movie">The film after it.</param>
    public static EventMessage Updated(Guid id, long version, Movie movie) =>
        MovieEvents.Updated.Create(id.ToString(), Snapshot(id, version, movie), movie.UpdatedAt);

    /// <inheritdoc cref="Updated"/>
    public static EventMessage Deleted(Guid id, long version, Movie movie) =>
        MovieEvents.Deleted.Create(id.ToString(), new MovieRemoval(id, version), movie.UpdatedAt);

    public static MovieSnapshot Snapshot(Guid id, long version, Movie movie) =>
        new(id, version, movie.Title, movie.ReleaseYear, movie.RuntimeMinutes);
}
