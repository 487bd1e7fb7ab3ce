using FilmStreaming.ServiceDefaults.Cache;

namespace FilmStreaming.ServiceDefaults.RateLimits;

/// <summary>
/// Counts in Redis while it answers, and in memory while it does not: a limit that counts per replica for a while is better
/// than a product that stands still.
/// </summary>
internal sealed class FallbackRateLimitCounter(IRateLimitCounter shared, IRateLimitCounter local, RedisCircuit redis) : IRateLimitCounter
{
    public async ValueTask<RateLimitCount> CountAsync(string key, RateLimit limit, long requests, CancellationToken cancel) =>
        await redis.AskAsync(stop => shared.CountAsync(key, limit, requests, stop).AsTask(), cancel) is { Value: var count }
            ? count
            : await local.CountAsync(key, limit, requests, cancel);
}
