using FilmStreaming.ServiceDefaults.RateLimits;
using Microsoft.Extensions.Time.Testing;

namespace FilmStreaming.Tests.ServiceDefaults;

public sealed class BatchingRateLimitCounterTests : IDisposable
{
    private static readonly RateLimit Limit = new(100);

    private readonly FakeTimeProvider _time = new();
    private readonly SharedCounter _shared;
    private readonly BatchingRateLimitCounter _counter;

    public BatchingRateLimitCounterTests()
    {
        _shared = new(new(_time));
        _counter = new(_shared, _time);
    }

    public void Dispose() => _counter.Dispose();

    private ValueTask<RateLimitCount> CountAsync() => _counter.CountAsync("a", Limit, 1, TestContext.Current.CancellationToken);

    private ValueTask<RateLimitCount> CountElsewhereAsync(long requests) =>
        _shared.Inner.CountAsync("a", Limit, requests, TestContext.Current.CancellationToken);

    [Fact]
    public async Task Count_OfOneReplica_IsExactWithFewReports()
    {
        for (var i = 1; i <= 100; i++)
            Assert.Equal(i, (await CountAsync()).Requests);
        Assert.InRange(_shared.Reports, 10, 50);
    }

    [Fact]
    public async Task Count_NearTheLimit_ReportsEachRequest()
    {
        await CountElsewhereAsync(90);
        for (var i = 91; i <= 105; i++)
        {
            Assert.Equal(i, (await CountAsync()).Requests);
            Assert.Equal(i - 90, _shared.Reports);
        }
    }

    [Fact]
    public async Task Count_AfterTheInterval_ReportsAndLearns()
    {
        await CountAsync();
        await CountAsync();
        await CountElsewhereAsync(20);
        Assert.Equal(3, (await CountAsync()).Requests);

        _time.Advance(BatchingRateLimitCounter.ReportInterval);

        Assert.Equal(24, (await CountAsync()).Requests);
        Assert.Equal(25, (await CountElsewhereAsync(1)).Requests);
    }

    [Fact]
    public async Task Count_InTheNextWindow_BeginsAnew()
    {
        for (var i = 0; i < 5; i++)
            await CountAsync();
        _time.Advance(Limit.Window);
        Assert.Equal(new(1, Limit.Window), await CountAsync());
        Assert.Equal(new(2, Limit.Window), await CountAsync());
    }

    [Fact]
    public async Task Count_OfTwoReplicasAtOnce_LetsLittleMoreThroughThanTheLimit()
    {
        using var other = new BatchingRateLimitCounter(_shared, _time);
        var passed = 0;
        for (var i = 0; i < 200; i++)
        {
            var count = await (i % 2 == 0 ? _counter : other).CountAsync("a", Limit, 1, TestContext.Current.CancellationToken);
            passed += count.Requests <= Limit.Limit ? 1 : 0;
        }

        Assert.InRange(passed, 100, 110);
    }

    private sealed class SharedCounter(MemoryRateLimitCounter inner) : IRateLimitCounter
    {
        public MemoryRateLimitCounter Inner => inner;

        public int Reports { get; private set; }

        public ValueTask<RateLimitCount> CountAsync(string key, RateLimit limit, long requests, CancellationToken cancel)
        {
            Reports++;
            return inner.CountAsync(key, limit, requests, cancel);
        }
    }
}
