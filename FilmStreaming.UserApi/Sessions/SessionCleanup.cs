namespace FilmStreaming.UserApi.Sessions;

/// <summary>
/// Removes sessions that have ended, once nothing asks for them any more. Every replica does, each hour; a session that another has
/// removed is no concern.
/// </summary>
internal sealed partial class SessionCleanup(ISessionStore sessions, TimeProvider time, ILogger<SessionCleanup> logger) : BackgroundService
{
    /// <summary>Longer than any access token lives, so that a revoked session stays readable while its tokens have to be refused.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromHours(2);

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

    private async Task CleanAsync(CancellationToken cancellationToken)
    {
        try
        {
            var removed = await sessions.RemoveEndedAsync(time.GetUtcNow() - Retention, cancellationToken);
            LogRemoved(removed);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(e);
        }
    }

    [LoggerMessage(LogLevel.Debug, "{Count} sessions that had ended were removed")]
    private partial void LogRemoved(long count);

    [LoggerMessage(LogLevel.Warning, "Sessions that have ended could not be removed; it is tried again in an hour")]
    private partial void LogFailed(Exception e);
}
