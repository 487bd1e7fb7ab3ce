using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace FilmStreaming.ServiceDefaults.RateLimits;

/// <summary>
/// Counts in Redis while it answers, and in memory while it does not: a limit that counts per replica for a while is better
/// than a product that stands still.
/// </summary>
internal sealed partial class FallbackRateLimitCounter(
    IRateLimitCounter shared, IRateLimitCounter local, TimeProvider time, ILogger<FallbackRateLimitCounter> logger) : IRateLimitCounter
{
    /// <summary>The longest that a request waits for Redis.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromMilliseconds(250);

    /// <summary>After a failure Redis is left alone for this long, so that not every request waits.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private long _pausedUntil;
    private bool _away;

    public async ValueTask<RateLimitCount> CountAsync(string key, TimeSpan window, CancellationToken cancel)
    {
        if (time.GetUtcNow().Ticks >= Volatile.Read(ref _pausedUntil))
        {
            try
            {
                var count = await shared.CountAsync(key, window, cancel).AsTask().WaitAsync(Timeout, cancel);
                if (Interlocked.Exchange(ref _away, false))
                    LogBack(logger);
                return count;
            }
            catch (Exception e) when (e is RedisException or TimeoutException or ObjectDisposedException)
            {
                Volatile.Write(ref _pausedUntil, (time.GetUtcNow() + Pause).Ticks);
                if (!Interlocked.Exchange(ref _away, true))
                    LogAway(logger, e);
            }
        }

        return await local.CountAsync(key, window, cancel);
    }

    [LoggerMessage(LogLevel.Warning, "Rate limits are counted by this replica alone until Redis answers again")]
    private static partial void LogAway(ILogger logger, Exception exception);

    [LoggerMessage(LogLevel.Information, "Rate limits are counted in Redis again")]
    private static partial void LogBack(ILogger logger);
}
