using FilmStreaming.Messaging.Erasure;

namespace FilmStreaming.UserApi.Playback;

internal static class PlaybackRegistration
{
    /// <summary>Takes the reports of players, and makes them durable in groups.</summary>
    public static IServiceCollection AddPlayback(this IServiceCollection services)
    {
        services.AddOptions<PlaybackOptions>().BindConfiguration(PlaybackOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<PlayableFilms>();
        services.AddSingleton<ReportCommit>();
        services.AddSingleton<PageApplication>();
        services.AddSingleton<PlaybackMetrics>();
        services.AddSingleton<SessionOwners>();
        services.AddSingleton<JournalApplier>();
        services.AddSingleton<ReportQueue>();
        services.AddAccountData<PlaybackErasure>();
        // They stop in the opposite order: the queue gives the applier its last page before that one ends.
        services.AddHostedService<JournalRecovery>();
        services.AddHostedService(provider => provider.GetRequiredService<JournalApplier>());
        services.AddHostedService(provider => provider.GetRequiredService<ReportQueue>());
        return services;
    }
}
