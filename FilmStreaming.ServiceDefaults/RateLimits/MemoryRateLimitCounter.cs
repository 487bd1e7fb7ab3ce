namespace FilmStreaming.ServiceDefaults.RateLimits;

/// <summary>Counts in the memory of this process.</summary>
/// <param name="time">The clock.</param>
/// <param name="capacity">The most windows that are held. When they are full, those that end soonest make room.</param>
internal sealed class MemoryRateLimitCounter(TimeProvider time, int capacity = 100_000) : IRateLimitCounter
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Window> _windows = new(StringComparer.Ordinal);

    public int Count => _windows.Count;

    public ValueTask<RateLimitCount> CountAsync(string key, RateLimit limit, long requests, CancellationToken cancel)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (!_windows.TryGetValue(key, out var current) || current.End <= now)
            {
                if (_windows.Count >= capacity)
                    MakeRoom(now);
                _windows[key] = current = new(now + limit.Window);
            }

            return ValueTask.FromResult(new RateLimitCount(current.Requests += requests, current.End - now));
        }
    }

    private void MakeRoom(DateTimeOffset now)
    {
        // A quarter at least, so that the next key does not look through all of them again.
        var ended = _windows.Count(entry => entry.Value.End <= now);
        var gone = _windows.OrderBy(entry => entry.Value.End).Take(Math.Max(ended, (capacity / 4) + 1)).Select(entry => entry.Key).ToList();
        foreach (var key in gone)
            _windows.Remove(key);
    }

    private sealed class Window(DateTimeOffset end)
    {
        public DateTimeOffset End { get; } = end;
        public long Requests { get; set; }
    }
}
