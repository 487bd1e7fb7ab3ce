namespace FilmStreaming.ServiceDefaults.RateLimits;

/// <summary>Counts requests in windows of time that begin with the first request they count.</summary>
internal interface IRateLimitCounter
{
    /// <summary>Counts one request and tells how many the window holds now.</summary>
    /// <param name="key">Whose requests, and of what class.</param>
    /// <param name="window">The length of a window.</param>
    /// <param name="cancel">Stops waiting; the request may be counted all the same.</param>
    ValueTask<RateLimitCount> CountAsync(string key, TimeSpan window, CancellationToken cancel);
}

/// <param name="Requests">How many the window holds, this one included.</param>
/// <param name="ResetsIn">The time until the window ends.</param>
internal readonly record struct RateLimitCount(long Requests, TimeSpan ResetsIn);
