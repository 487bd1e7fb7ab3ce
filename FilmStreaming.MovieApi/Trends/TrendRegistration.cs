using FilmStreaming.Messaging;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Erasure;
using FilmStreaming.MovieApi.Trends.CoWatch;
using FilmStreaming.MovieApi.Trends.Storage;
using FilmStreaming.ServiceDefaults;
using FilmStreaming.Storage;

namespace FilmStreaming.MovieApi.Trends;

internal static class TrendRegistration
{
    private const string Subscription = $"{ResourceNames.MovieApi}.plays";

    /// <summary>Registers what is kept of plays, for the form of storage that is in use.</summary>
    public static DocumentDatabaseBuilder AddTrendStores(this DocumentDatabaseBuilder database)
    {
        database.Services.AddSingleton<ViewerPseudonyms>();
        database.Services.AddSingleton<PlayRecorder>();
        database.Services.AddSingleton<ViewingRecorder>();
        return database
            .AddStore<PlayFact, IPlayFactStore, MongoPlayFactStore, EmbeddedPlayFactStore>(TrendCollections.Facts)
            .AddStore<Viewing, IViewingStore, MongoViewingStore, EmbeddedViewingStore>(TrendCollections.Viewings)
            .AddStore<MovieTrend, ITrendStore, MongoTrendStore, EmbeddedTrendStore>(TrendCollections.Trends)
            .AddStore<PseudonymKey, IPseudonymKeyStore, MongoPseudonymKeyStore, EmbeddedPseudonymKeyStore>(TrendCollections.Keys);
    }

    /// <summary>Takes what is played from the User API, and ranks films by it.</summary>
    public static WebApplicationBuilder AddTrends(this WebApplicationBuilder builder)
    {
        builder.Services
            .AddEventHandler<PlaybackHandler, PlaybackStart>(Subscription, PlaybackEvents.Started)
            .AddEventHandler<PlaybackHandler, PlaybackCompletion>(Subscription, PlaybackEvents.Completed)
            .AddEventHandler<PlaybackHandler, PlayDeletion>(Subscription, PlaybackEvents.PlayDeleted)
            .AddAccountErasure(ResourceNames.MovieApi)
            .AddAccountData<ViewedPlays>()
            .AddSingleton<TrendingMovies>()
            .AddSingleton<WatchedAlso>()
            .AddHostedService<PopularityRefresh>()
            .AddOptions<TrendOptions>().BindConfiguration(TrendOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return builder;
    }
}
