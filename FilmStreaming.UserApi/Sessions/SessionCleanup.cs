namespace FilmStreaming.UserApi.Sessions;

/// <summary>Removes sessions that have ended, once nothing asks for them any more.</summary>
internal sealed class SessionCleanup(ISessionStore sessions, TimeProvider time, ILogger<SessionCleanup> logger)
    : HourlyCleanup("sessions that had ended", time, logger)
{
    /// <summary>Longer than any access token lives, so that a revoked session stays readable while its tokens have to be refused.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromHours(2);

    protected override Task<long> RemoveAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        sessions.RemoveEndedAsync(now - Retention, cancellationToken);
}
