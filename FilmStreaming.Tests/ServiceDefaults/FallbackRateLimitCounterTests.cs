using FilmStreaming.ServiceDefaults.Cache;
using FilmStreaming.ServiceDefaults.RateLimits;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;

namespace FilmStreaming.Tests.ServiceDefaults;

public sealed class FallbackRateLimitCounterTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly SharedCounter _shared = new();
    private readonly FakeLogger<RedisCircuit> _log = new();
    private readonly FallbackRateLimitCounter _counter;

    public FallbackRateLimitCounterTests() => _counter = new(_shared, new MemoryRateLimitCounter(_time), new(_time, _log));

    private async Task<long> CountAsync() =>
        (await _counter.CountAsync("a", new(100), 1, TestContext.Current.CancellationToken)).Requests;

    [Fact]
    public async Task Count_WhileRedisIsAway_GoesOnInMemoryWithOneWarning()
    {
        _shared.IsAway = true;
        Assert.Equal(1, await CountAsync());
        Assert.Equal(2, await CountAsync());
        Assert.Equal(1, _shared.Asked);

        _time.Advance(RedisCircuit.Pause);
        Assert.Equal(3, await CountAsync());
        Assert.Equal(2, _shared.Asked);
        Assert.Single(_log.Collector.GetSnapshot(), entry => entry.Level == LogLevel.Warning);
    }

    [Fact]
    public async Task Count_WhenRedisIsBack_ReturnsToIt()
    {
        _shared.IsAway = true;
        await CountAsync();
        _shared.IsAway = false;
        _time.Advance(RedisCircuit.Pause);
        Assert.Equal(100, await CountAsync());
        Assert.Equal(LogLevel.Information, _log.LatestRecord.Level);
    }

    [Fact]
    public async Task Count_WhileRedisHangs_DoesNotWaitForIt()
    {
        _shared.Hangs = true;
        Assert.Equal(1, await CountAsync());
    }

    private sealed class SharedCounter : IRateLimitCounter
    {
        public bool IsAway { get; set; }
        public bool Hangs { get; set; }
        public int Asked { get; private set; }

        public async ValueTask<RateLimitCount> CountAsync(string key, RateLimit limit, long requests, CancellationToken cancel)
        {
            Asked++;
            if (Hangs)
                await new TaskCompletionSource().Task;
            return IsAway ? throw new RedisConnectionException(ConnectionFailureType.UnableToConnect, "away") : new(100, limit.Window);
        }
    }
}
