using FilmStreaming.Messaging;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Erasure;
using FilmStreaming.MovieApi.Ratings.Storage;
using FilmStreaming.ServiceDefaults;
using FilmStreaming.Storage;

namespace FilmStreaming.MovieApi.Ratings;

internal static class RatingRegistration
{
    /// <summary>Keeps what viewers think of films, as the User API tells it.</summary>
    public static DocumentDatabaseBuilder AddViewerRatings(this DocumentDatabaseBuilder database)
    {
        database.Services
            .AddEventHandler<RatingRecorder, RatingChange>($"{ResourceNames.MovieApi}.ratings", RatingEvents.Changed)
            .AddAccountData<RatingRecorder>();
        return database.AddStore<ViewerRating, IViewerRatingStore, MongoViewerRatingStore, EmbeddedViewerRatingStore>(
            ViewerRatingCollection.Definition);
    }
}
