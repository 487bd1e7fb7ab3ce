namespace FilmStreaming.UserApi.WatchHistory;

internal static class HistoryRegistration
{
    public static IServiceCollection AddHistory(this IServiceCollection services) =>
        services.AddSingleton<HistoryRemoval>().AddHostedService<RemovedPlayCleanup>();
}
