using FilmStreaming.Messaging;
using FilmStreaming.Messaging.Contracts;

namespace FilmStreaming.UserApi.Films;

internal static class FilmRegistration
{
    private const string Subscription = "userapi.films";

    /// <summary>Follows the catalogue, and asks it.</summary>
    public static IServiceCollection AddFilms(this IServiceCollection services) => services
        .AddSingleton<MovieLookupBatcher>()
        .AddSingleton<MovieCatalogue>()
        .AddSingleton<FilmRebuild>()
        .AddEventHandler<FilmProjection, MovieSnapshot>(Subscription, MovieEvents.Created)
        .AddEventHandler<FilmProjection, MovieSnapshot>(Subscription, MovieEvents.Updated)
        .AddEventHandler<FilmProjection, MovieSnapshot>(Subscription, MovieEvents.Published)
        .AddEventHandler<FilmProjection, MovieSnapshot>(Subscription, MovieEvents.Archived)
        .AddEventHandler<FilmProjection, MovieSnapshot>(Subscription, MovieEvents.Restored)
        .AddEventHandler<FilmProjection, MovieRemoval>(Subscription, MovieEvents.Deleted);
}
