using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace FilmStreaming.ServiceDefaults.Cache;

/// <summary>
/// Asks Redis where a request waits for the answer and can do without it: for a short time, and not at all for a while after it
/// failed, so that not every request waits.
/// </summary>
internal sealed partial class RedisCircuit(TimeProvider time, ILogger<RedisCircuit> logger)
{
    /// <summary>The longest that a request waits for Redis.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromMilliseconds(250);

    /// <summary>After a failure Redis is left alone for this long.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private long _pausedUntil;
    private bool _away;

    /// <returns>Null while Redis does not answer.</returns>
    public async ValueTask<RedisAnswer<T>?> AskAsync<T>(Func<CancellationToken, Task<T>> question, CancellationToken cancel)
    {
        if (time.GetUtcNow().Ticks < Volatile.Read(ref _pausedUntil))
            return null;
        try
        {
            var answer = await question(cancel).WaitAsync(Timeout, cancel);
            if (Interlocked.Exchange(ref _away, false))
                LogBack(logger);
            return new(answer);
        }
        catch (Exception e) when (e is RedisException or TimeoutException or ObjectDisposedException)
        {
            Volatile.Write(ref _pausedUntil, (time.GetUtcNow() + Pause).Ticks);
            if (!Interlocked.Exchange(ref _away, true))
                LogAway(logger, e);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Rate limits are counted and caches are kept by this replica alone until Redis answers again")]
    private static partial void LogAway(ILogger logger, Exception exception);

    [LoggerMessage(LogLevel.Information, "Rate limits and caches are shared through Redis again")]
    private static partial void LogBack(ILogger logger);
}

/// <param name="Value">What Redis said.</param>
internal readonly record struct RedisAnswer<T>(T Value);
