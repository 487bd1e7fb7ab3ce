using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Events;

namespace FilmStreaming.UserApi.Films;

/// <summary>Keeps the films as the Movie API's events tell them, in whatever order and however often they arrive.</summary>
internal sealed class FilmProjection(IFilmStore films) : IEventHandler<MovieSnapshot>, IEventHandler<MovieRemoval>
{
    public Task HandleAsync(EventContext<MovieSnapshot> context, CancellationToken cancellationToken) =>
        films.ApplyAsync([Of(context.Data)], cancellationToken);

    public Task HandleAsync(EventContext<MovieRemoval> context, CancellationToken cancellationToken) =>
        films.ApplyAsync([Of(context.Data)], cancellationToken);

    /// <summary>A film as the catalogue has it.</summary>
    public static FilmChange Of(MovieSnapshot movie) => new(movie.MovieId, movie.Version, _ => Film.Of(movie));

    /// <summary>A film that has left the catalogue. What is shown of it stays.</summary>
    public static FilmChange Of(MovieRemoval removal) => new(
        removal.MovieId,
        removal.Version,
        known => (known ?? new Film { MovieVersion = 0, Available = false }) with { MovieVersion = removal.Version, Available = false });
}
