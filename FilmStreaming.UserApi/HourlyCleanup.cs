namespace FilmStreaming.UserApi;

/// <summary>
/// Removes what has had its time. Every replica does, each hour; what another has removed is no concern. A database that is away
/// is asked again in an hour.
/// </summary>
/// <param name="what">What is removed, as the log calls it.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where it says so.</param>
internal abstract partial class HourlyCleanup(string what, TimeProvider time, ILogger logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await CleanAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    /// <returns>How many were removed.</returns>
    protected abstract Task<long> RemoveAsync(DateTimeOffset now, CancellationToken cancellationToken);

    private async Task CleanAsync(CancellationToken cancellationToken)
    {
        try
        {
            var removed = await RemoveAsync(time.GetUtcNow(), cancellationToken);
            LogRemoved(logger, removed, what);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(logger, e, what);
        }
    }

    [LoggerMessage(LogLevel.Debug, "{Count} {What} were removed")]
    private static partial void LogRemoved(ILogger logger, long count, string what);

    [LoggerMessage(LogLevel.Warning, "The {What} could not be removed; it is tried again in an hour")]
    private static partial void LogFailed(ILogger logger, Exception e, string what);
}
