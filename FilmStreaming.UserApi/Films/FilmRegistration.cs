using FilmStreaming.Messaging;
using FilmStreaming.Messaging.Contracts;

namespace FilmStreaming.UserApi.Films;

internal static class FilmRegistration
{
    private const string Subscription = "userapi.films";

    /// <summary>Follows the catalogue.</summary>
    public static IServiceCollection AddFilmProjection(this IServiceCollection services) => services
        .AddEventHandler<FilmProjection, MovieSnapshot>(Subscription, MovieEvents.Created)
        .AddEventHandler<FilmProjection, MovieSnapshot>(Subscription, MovieEvents.Updated)
        .AddEventHandler<FilmProjection, MovieRemoval>(Subscription, MovieEvents.Deleted);
}
