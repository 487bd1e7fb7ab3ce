using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Requests;
using Microsoft.Extensions.Caching.Memory;

namespace FilmStreaming.UserApi.Films;

/// <summary>
/// Which films exist. What the Movie API said is believed for 30 seconds, unless the projection has heard of a change since; that
/// is shared by the replicas, so a film that left the catalogue is refused by all of them as soon as one has heard of it.
/// </summary>
internal sealed class MovieCatalogue(MovieLookupBatcher lookup, IFilmStore films) : IDisposable
{
    private const int MaxCached = 10_000;

    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = MaxCached });

    /// <returns>Null when the catalogue has no such film. That is not remembered: the film may be added at any time.</returns>
    /// <exception cref="RequestUnavailableException">The Movie API did not answer.</exception>
    public async Task<MovieSnapshot?> FindAsync(Guid movieId, CancellationToken cancellationToken)
    {
        if (_cache.Get<MovieSnapshot>(movieId) is { } cached && !await HasChangedAsync(cached, cancellationToken))
            return cached;

        var movie = await lookup.AskAsync(movieId, cancellationToken);
        if (movie is null)
            _cache.Remove(movieId);
        else
            _cache.Set(movieId, movie, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = Lifetime, Size = 1 });
        return movie;
    }

    public void Dispose() => _cache.Dispose();

    private async Task<bool> HasChangedAsync(MovieSnapshot cached, CancellationToken cancellationToken) =>
        (await films.FindManyAsync([cached.MovieId], cancellationToken)).GetValueOrDefault(cached.MovieId)?.MovieVersion > cached.Version;
}
