using FilmStreaming.Messaging.Broadcasts;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.MovieApi;
using FilmStreaming.MovieApi.Movies;
using FilmStreaming.MovieApi.Movies.Caching;
using FilmStreaming.MovieApi.Ratings;
using FilmStreaming.ServiceDefaults.Cache;
using FilmStreaming.Storage;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace FilmStreaming.Tests.MovieApi.Caching;

/// <summary>The cache of one replica, over a database and a second level that others may share.</summary>
internal sealed class FilmReplica : IDisposable
{
    private readonly ServiceProvider _services;

    public FilmReplica(FakeFilms films, FakeTimeProvider time, IDistributedCache? shared = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddLogging();
        services.AddMetrics();
        services.AddSingleton<TimeProvider>(time);
        services.AddHybridCache();
        if (shared is not null)
            services.AddSingleton<IDistributedCache>(new RedisSecondLevel(shared, new(time, NullLogger<RedisCircuit>.Instance)));
        services.AddFilmCache();
        services.AddSingleton<IDocuments<Movie>>(films);
        services.AddSingleton<IViewerRatingStore>(films);
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, MovieJsonContext.Default));
        _services = services.BuildServiceProvider();
    }

    private FilmChanges Changes => _services.GetRequiredService<FilmChanges>();

    public static MemoryDistributedCache NewSecondLevel() => new(Options.Create(new MemoryDistributedCacheOptions()));

    public Task<CachedFilm> FindAsync(Guid id) => FindAsync($"{id}");

    public async Task<CachedFilm> FindAsync(string reference)
    {
        Assert.True(MovieReference.TryParse(reference, out var film));
        return await _services.GetRequiredService<FilmCache>().FindAsync(film, TestContext.Current.CancellationToken);
    }

    /// <summary>As the store does when this replica has written.</summary>
    public void Written(Guid id, long version) => ((IWriteObserver<Movie>)Changes).Written(id, version);

    /// <summary>As the transport does when another replica has written.</summary>
    public Task HearAsync(Guid id, long version)
    {
        var snapshot = new MovieSnapshot(id, version, "Metropolis");
        var message = MovieEvents.Updated.Create(id.ToString(), snapshot, DateTimeOffset.UnixEpoch);
        return ((IBroadcastHandler<MovieSnapshot>)Changes).HandleAsync(new(message, snapshot), TestContext.Current.CancellationToken);
    }

    /// <summary>As the transport does when it has begun to listen.</summary>
    public Task ListenAsync() => ((IBroadcastHandler<MovieSnapshot>)Changes).CatchUpAsync(TestContext.Current.CancellationToken);

    public void Dispose() => _services.Dispose();
}
