using System.Collections.Concurrent;
using FilmStreaming.Messaging.Broadcasts;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Events;
using FilmStreaming.Storage;
using Microsoft.Extensions.Options;

namespace FilmStreaming.MovieApi.Movies.Caching;

/// <summary>
/// What this replica knows of recent changes to films: those it made itself, at once, and those it hears of from the others. By
/// this it tells which cached reads are out of date. A cached read is never removed for a change: a slower reader could put the
/// old version back, here or in the second level, and would do no harm.
/// </summary>
internal sealed class FilmChanges(IOptions<FilmCacheOptions> options, FilmCacheMetrics metrics, TimeProvider time)
    : IWriteObserver<Movie>, IBroadcastHandler<MovieSnapshot>, IBroadcastHandler<MovieRemoval>, IBroadcastHandler<WrittenMovies>
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<Guid, Change> _newest = [];
    private long _listeningSince;
    private long _lastChange;
    private long _sweptAt = time.GetTimestamp();

    /// <summary>Whether nothing is known that would make this read untrue.</summary>
    public bool Allow(CachedFilm film)
    {
        // What changed while this replica did not listen, it does not know.
        if (film.ReadAt.UtcTicks < Volatile.Read(ref _listeningSince))
            return false;
        // An event does not say which external ids the film has: any change may have given it this one.
        if (film.Id is not { } id)
            return (film.IsShared ? film.ReadAt - FilmCacheOptions.ClockSkew : film.ReadAt).UtcTicks > Volatile.Read(ref _lastChange);
        return !_newest.TryGetValue(id, out var change) || change.Version <= film.Version;
    }

    void IWriteObserver<Movie>.Written(Guid id, long version)
    {
        metrics.Evicted("own");
        Add(id, version);
    }

    Task IBroadcastHandler<MovieSnapshot>.CatchUpAsync(CancellationToken cancellationToken) => StartOver();

    Task IBroadcastHandler<MovieSnapshot>.HandleAsync(EventContext<MovieSnapshot> context, CancellationToken cancellationToken) =>
        Hear(context.Data.MovieId, context.Data.Version);

    Task IBroadcastHandler<MovieRemoval>.CatchUpAsync(CancellationToken cancellationToken) => StartOver();

    Task IBroadcastHandler<MovieRemoval>.HandleAsync(EventContext<MovieRemoval> context, CancellationToken cancellationToken) =>
        Hear(context.Data.MovieId, context.Data.Version);

    Task IBroadcastHandler<WrittenMovies>.CatchUpAsync(CancellationToken cancellationToken) => StartOver();

    async Task IBroadcastHandler<WrittenMovies>.HandleAsync(EventContext<WrittenMovies> context, CancellationToken cancellationToken)
    {
        foreach (var movie in context.Data.Movies)
            await Hear(movie.MovieId, movie.Version);
    }

    private Task StartOver()
    {
        Volatile.Write(ref _listeningSince, time.GetUtcNow().UtcTicks);
        return Task.CompletedTask;
    }

    private Task Hear(Guid id, long version)
    {
        metrics.Evicted("broadcast");
        Add(id, version);
        return Task.CompletedTask;
    }

    private void Add(Guid id, long version)
    {
        var now = time.GetUtcNow();
        _newest.AddOrUpdate(
            id,
            static (_, added) => added,
            static (_, known, added) => known.Version > added.Version ? known : added,
            new Change(version, now));
        Volatile.Write(ref _lastChange, now.UtcTicks);
        Sweep(now);
    }

    // A read that a change made untrue began before the change was heard, and is believed for one lifetime at most.
    private void Sweep(DateTimeOffset now)
    {
        var last = Interlocked.Read(ref _sweptAt);
        if (time.GetElapsedTime(last) < SweepInterval || Interlocked.CompareExchange(ref _sweptAt, time.GetTimestamp(), last) != last)
            return;
        var needed = now - options.Value.Lifetime - FilmCacheOptions.ClockSkew;
        foreach (var entry in _newest.Where(entry => entry.Value.HeardAt < needed))
            _newest.TryRemove(entry);
    }

    private readonly record struct Change(long Version, DateTimeOffset HeardAt);
}
