using FilmStreaming.Messaging;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Storage;
using Microsoft.Extensions.Caching.Hybrid;

namespace FilmStreaming.MovieApi.Movies.Caching;

internal static class FilmCacheRegistration
{
    /// <summary>Registers the cache of films, and has this replica hear of every change to one.</summary>
    public static IServiceCollection AddFilmCache(this IServiceCollection services)
    {
        services.AddOptions<FilmCacheOptions>().BindConfiguration(FilmCacheOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<FilmCacheMetrics>();
        services.AddSingleton<FilmChanges>();
        services.AddSingleton<IWriteObserver<Movie>>(provider => provider.GetRequiredService<FilmChanges>());
        services.AddSingleton<IHybridCacheSerializer<CachedFilm>, CachedFilm.Serializer>();
        services.AddSingleton(provider => provider.GetRequiredService<IMovieStore>().Documents);
        services.AddSingleton<FilmCache>();
        foreach (var contract in new[]
        {
            MovieEvents.Created, MovieEvents.Updated, MovieEvents.Published, MovieEvents.Archived, MovieEvents.Restored,
        })
        {
            services.AddBroadcastHandler<FilmChanges, MovieSnapshot>(contract);
        }

        services.AddBroadcastHandler<FilmChanges, MovieRemoval>(MovieEvents.Deleted);
        services.AddBroadcastHandler<FilmChanges, WrittenMovies>(MovieEvents.Written);
        return services;
    }
}
