using System.Text.Json.Serialization.Metadata;
using FilmStreaming.MovieApi.Movies.Contracts;
using FilmStreaming.MovieApi.Ratings;
using FilmStreaming.Storage;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.Options;

namespace FilmStreaming.MovieApi.Movies.Caching;

/// <summary>
/// Single films as they are sent, from memory. However many ask for a film that is not there, the database is asked once. What is
/// given is never older than a change that <see cref="FilmChanges"/> knew of when it was asked for.
/// </summary>
internal sealed class FilmCache
{
    /// <summary>How often a reader joins another's read that turns out to have begun too early, before it reads by itself.</summary>
    private const int Rereads = 2;

    private static readonly Func<(FilmCache Cache, MovieReference Reference), CancellationToken, ValueTask<CachedFilm>> ReadQuery =
        static (query, stop) => query.Cache.ReadAsync(query.Reference, stop);

    private readonly HybridCache _cache;
    private readonly IDocuments<Movie> _films;
    private readonly IViewerRatingStore _ratings;
    private readonly FilmChanges _changes;
    private readonly FilmCacheMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly FilmCacheOptions _options;
    private readonly JsonTypeInfo<MovieResponse> _json;
    private readonly HybridCacheEntryOptions _read;
    private readonly HybridCacheEntryOptions _reread;

    public FilmCache(
        HybridCache cache,
        IDocuments<Movie> films,
        IViewerRatingStore ratings,
        FilmChanges changes,
        FilmCacheMetrics metrics,
        TimeProvider time,
        IOptions<FilmCacheOptions> options,
        IOptions<JsonOptions> json)
    {
        (_cache, _films, _ratings, _changes, _metrics, _time, _options) = (cache, films, ratings, changes, metrics, time, options.Value);
        _json = (JsonTypeInfo<MovieResponse>)json.Value.SerializerOptions.GetTypeInfo(typeof(MovieResponse));
        _read = new() { Expiration = _options.Lifetime };
        _reread = new()
        {
            Expiration = _options.Lifetime,
            Flags = HybridCacheEntryFlags.DisableLocalCacheRead | HybridCacheEntryFlags.DisableDistributedCacheRead,
        };
    }

    /// <summary>The film, whatever its status; see <see cref="CachedFilm.IsFor"/>.</summary>
    public async ValueTask<CachedFilm> FindAsync(MovieReference reference, CancellationToken cancellationToken)
    {
        var asked = _time.GetUtcNow();
        var key = $"film:{reference}";
        var query = (this, reference);
        var film = await _cache.GetOrCreateAsync(key, query, ReadQuery, _read, null, cancellationToken);
        for (var reread = 0; reread < Rereads && !IsCurrent(film, asked); reread++)
        {
            // Of many who wait for one untrue read, those that come late find what the first has read anew.
            film = await _cache.GetOrCreateAsync(key, query, ReadQuery, _read, null, cancellationToken);
            if (!IsCurrent(film, asked))
                film = await _cache.GetOrCreateAsync(key, query, ReadQuery, _reread, null, cancellationToken);
        }

        if (!IsCurrent(film, asked))
            film = await ReadAsync(reference, cancellationToken);
        _metrics.Answered(hit: film.ReadAt < asked);
        return film;
    }

    private async ValueTask<CachedFilm> ReadAsync(MovieReference reference, CancellationToken cancellationToken)
    {
        _metrics.Read();
        var readAt = _time.GetUtcNow();
        var found = await reference.FindInAsync(_films, cancellationToken);
        var votes = found is { Body.DeletedAt: null } ? await _ratings.TotalAsync(found.Id, cancellationToken) : default;
        return CachedFilm.Of(found, votes, readAt, _json);
    }

    // What another replica read may be by a clock that is ahead: it is never newer than what this one knows.
    private bool IsCurrent(CachedFilm film, DateTimeOffset asked) =>
        (film.ReadAt > asked && !film.IsShared)
        || (film.ReadAt > asked - (film.Exists ? _options.Lifetime : _options.AbsenceLifetime) && _changes.Allow(film));
}
