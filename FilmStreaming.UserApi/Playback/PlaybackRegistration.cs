namespace FilmStreaming.UserApi.Playback;

internal static class PlaybackRegistration
{
    /// <summary>Takes the reports of players, and makes them durable in groups.</summary>
    public static IServiceCollection AddPlayback(this IServiceCollection services)
    {
        services.AddOptions<PlaybackOptions>().BindConfiguration(PlaybackOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<PlayableFilms>();
        services.AddSingleton<ReportCommit>();
        services.AddSingleton<ReportQueue>();
        services.AddHostedService(provider => provider.GetRequiredService<ReportQueue>());
        return services;
    }
}
