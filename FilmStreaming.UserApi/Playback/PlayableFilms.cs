using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Requests;
using FilmStreaming.UserApi.Films;
using Microsoft.Extensions.Caching.Memory;

namespace FilmStreaming.UserApi.Playback;

/// <summary>
/// The films that can be reported about: those of the projection, and only one that it does not know is asked for. Those that viewers
/// may not see any more are among them, because somebody may be in the middle of one. Found ones are believed for a minute.
/// </summary>
internal sealed class PlayableFilms(IFilmStore films, MovieCatalogue catalogue) : IDisposable
{
    private const int MaxCached = 50_000;

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = MaxCached });

    /// <returns>Null when there is no such film.</returns>
    /// <exception cref="RequestUnavailableException">The film is not known here, and the Movie API did not answer.</exception>
    public async Task<MovieSnapshot?> FindAsync(Guid movieId, CancellationToken cancellationToken)
    {
        if (_cache.Get<MovieSnapshot>(movieId) is { } cached)
            return cached;
        var known = (await films.FindManyAsync([movieId], cancellationToken)).GetValueOrDefault(movieId);
        var movie = known?.Title is not null
            ? known.ToSnapshot(movieId)
            : await catalogue.FindAsync(movieId, cancellationToken);
        if (movie is not null)
            _cache.Set(movieId, movie, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = Lifetime, Size = 1 });
        return movie;
    }

    public void Dispose() => _cache.Dispose();
}
