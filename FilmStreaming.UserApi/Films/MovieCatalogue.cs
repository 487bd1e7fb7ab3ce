using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Requests;

namespace FilmStreaming.UserApi.Films;

/// <summary>
/// Which films there are for viewers: those of the projection. One that it does not have, or has as unavailable, is asked for, and what
/// the Movie API says is kept in the projection; so the Movie API may be down while known films are watched and listed.
/// </summary>
internal sealed class MovieCatalogue(MovieLookupBatcher lookup, IFilmStore films)
{
    /// <returns>Null when the catalogue has no such film. That is not remembered: the film may be added at any time.</returns>
    /// <exception cref="RequestUnavailableException">The film had to be asked for, and the Movie API did not answer.</exception>
    public async Task<MovieSnapshot?> FindAsync(Guid movieId, CancellationToken cancellationToken)
    {
        if ((await films.FindManyAsync([movieId], cancellationToken)).GetValueOrDefault(movieId) is { Available: true } known)
            return known.ToSnapshot(movieId);

        var movie = await lookup.AskAsync(movieId, cancellationToken);
        if (movie is not null)
            await films.ApplyAsync([FilmProjection.Of(movie)], cancellationToken);
        return movie;
    }
}
