using Microsoft.Extensions.Caching.Memory;

namespace FilmStreaming.ServiceDefaults.RateLimits;

/// <summary>
/// Spares most requests of a busy client the way to the shared counter: this replica counts by itself up to a tenth of what the
/// client has left, for a second at most, and then reports. Several replicas together may so let through somewhat more than the
/// limit; the nearer a client is to it, the more exactly it is counted.
/// </summary>
/// <param name="shared">Counts for all replicas.</param>
/// <param name="time">The clock.</param>
/// <param name="capacity">Of how many clients this replica counts by itself; the requests of others are all reported.</param>
internal sealed class BatchingRateLimitCounter(IRateLimitCounter shared, TimeProvider time, int capacity = 100_000)
    : IRateLimitCounter, IDisposable
{
    private const long Share = 10;

    /// <summary>The longest that requests wait to be reported.</summary>
    public static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(1);

    private readonly MemoryCache _tallies = new(new MemoryCacheOptions { SizeLimit = capacity });

    public ValueTask<RateLimitCount> CountAsync(string key, RateLimit limit, long requests, CancellationToken cancel)
    {
        var tally = _tallies.Get<Tally>(key);
        return tally is not null && tally.TryCount(limit.Limit, requests, time.GetUtcNow()) is { } count
            ? ValueTask.FromResult(count)
            : ReportAsync(key, tally, limit, requests, cancel);
    }

    public void Dispose() => _tallies.Dispose();

    private async ValueTask<RateLimitCount> ReportAsync(
        string key, Tally? tally, RateLimit limit, long requests, CancellationToken cancel)
    {
        var unreported = tally?.BeginReport(time.GetUtcNow()) ?? 0;
        var count = await shared.CountAsync(key, limit, unreported + requests, cancel);
        if (tally is null)
            _tallies.Set(key, tally = new(), new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = limit.Window });
        tally.EndReport(count, time.GetUtcNow());
        return count;
    }

    /// <summary>What this replica knows of the requests of one client.</summary>
    private sealed class Tally
    {
        private readonly Lock _lock = new();
        private long _reported;
        private long _unreported;
        private DateTimeOffset _reportedAt;
        private DateTimeOffset _end;

        /// <returns>Null where the requests are to be reported at once.</returns>
        public RateLimitCount? TryCount(long limit, long requests, DateTimeOffset now)
        {
            lock (_lock)
            {
                if (now >= _end || now - _reportedAt >= ReportInterval || _unreported + requests > (limit - _reported) / Share)
                    return null;
                _unreported += requests;
                return new(_reported + _unreported, _end - now);
            }
        }

        /// <summary>Others go on counting meanwhile.</summary>
        /// <returns>What is to be reported.</returns>
        public long BeginReport(DateTimeOffset now)
        {
            lock (_lock)
            {
                var unreported = now < _end ? _unreported : 0;
                _reported += unreported;
                _unreported = 0;
                _reportedAt = now;
                return unreported;
            }
        }

        public void EndReport(RateLimitCount count, DateTimeOffset now)
        {
            lock (_lock)
            {
                // Of two reports under way, the one that was counted first may return last.
                _reported = now < _end ? Math.Max(_reported, count.Requests) : count.Requests;
                _reportedAt = now;
                _end = now + count.ResetsIn;
            }
        }
    }
}
