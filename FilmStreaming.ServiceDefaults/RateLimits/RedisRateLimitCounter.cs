using StackExchange.Redis;

namespace FilmStreaming.ServiceDefaults.RateLimits;

/// <summary>Counts in Redis, for all replicas together.</summary>
internal sealed class RedisRateLimitCounter(IConnectionMultiplexer redis, string prefix = "filmstreaming:rate:") : IRateLimitCounter
{
    // One script, because a process that dies between the two commands would leave a window that never ends.
    private const string Script =
        """
        local requests = redis.call('INCRBY', KEYS[1], ARGV[2])
        local left = redis.call('PTTL', KEYS[1])
        if left < 0 then
            left = tonumber(ARGV[1])
            redis.call('PEXPIRE', KEYS[1], left)
        end
        return {requests, left}
        """;

    public async ValueTask<RateLimitCount> CountAsync(string key, RateLimit limit, long requests, CancellationToken cancel)
    {
        var result = await redis.GetDatabase()
            .ScriptEvaluateAsync(Script, [prefix + key], [(long)limit.Window.TotalMilliseconds, requests])
            .WaitAsync(cancel);
        return new((long)result[0], TimeSpan.FromMilliseconds((long)result[1]));
    }
}
