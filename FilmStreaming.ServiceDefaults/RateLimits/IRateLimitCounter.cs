namespace FilmStreaming.ServiceDefaults.RateLimits;

/// <summary>Counts requests in windows of time that begin with the first request they count.</summary>
internal interface IRateLimitCounter
{
    /// <summary>Counts requests and tells how many the window holds now.</summary>
    /// <param name="key">Whose requests, and of what class.</param>
    /// <param name="limit">What they may do; the counter itself refuses nothing.</param>
    /// <param name="requests">How many there were.</param>
    /// <param name="cancel">Stops waiting; the requests may be counted all the same.</param>
    ValueTask<RateLimitCount> CountAsync(string key, RateLimit limit, long requests, CancellationToken cancel);
}

/// <param name="Requests">How many the window holds, these included.</param>
/// <param name="ResetsIn">The time until the window ends.</param>
internal readonly record struct RateLimitCount(long Requests, TimeSpan ResetsIn);
