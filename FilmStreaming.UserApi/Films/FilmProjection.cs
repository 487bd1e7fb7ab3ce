using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Events;

namespace FilmStreaming.UserApi.Films;

/// <summary>Keeps the films as the Movie API's events tell them, in whatever order and however often they arrive.</summary>
internal sealed class FilmProjection(IFilmStore films) : IEventHandler<MovieSnapshot>, IEventHandler<MovieRemoval>
{
    public Task HandleAsync(EventContext<MovieSnapshot> context, CancellationToken cancellationToken)
    {
        var movie = context.Data;
        var film = new Film
        {
            MovieVersion = movie.Version,
            Title = movie.Title,
            ReleaseYear = movie.ReleaseYear,
            RuntimeMinutes = movie.RuntimeMinutes,
            PosterUrl = movie.PosterUrl,
            CreditsStartMs = movie.CreditsStartMs,
            Available = movie.IsPublished(),
        };
        return films.ApplyAsync(movie.MovieId, movie.Version, _ => film, cancellationToken);
    }

    public Task HandleAsync(EventContext<MovieRemoval> context, CancellationToken cancellationToken)
    {
        var removal = context.Data;
        var unknown = new Film { MovieVersion = removal.Version, Available = false };
        return films.ApplyAsync(
            removal.MovieId,
            removal.Version,
            known => (known ?? unknown) with { MovieVersion = removal.Version, Available = false },
            cancellationToken);
    }
}
