using FilmStreaming.ServiceDefaults;
using FilmStreaming.ServiceDefaults.RateLimits;
using FilmStreaming.Tests.Infrastructure;
using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;

namespace FilmStreaming.Tests.ServiceDefaults;

/// <summary>What every counter of rate limits does.</summary>
public abstract class RateLimitCounterContract : IAsyncDisposable
{
    private static readonly RateLimit Limit = new(100);

    private protected abstract IRateLimitCounter Counter { get; }

    private static string NewKey() => $"test:{Guid.CreateVersion7()}";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Count_OfOneKey_GrowsByOne()
    {
        var key = NewKey();
        List<long> counts = [];
        for (var i = 0; i < 3; i++)
            counts.Add((await Counter.CountAsync(key, Limit, 1, Cancel)).Requests);
        Assert.Equal([1, 2, 3], counts);
    }

    [Fact]
    public async Task Count_OfSeveralRequests_GrowsByThem()
    {
        var key = NewKey();
        await Counter.CountAsync(key, Limit, 7, Cancel);
        Assert.Equal(12, (await Counter.CountAsync(key, Limit, 5, Cancel)).Requests);
    }

    [Fact]
    public async Task Count_OfTwoKeys_AreApart()
    {
        await Counter.CountAsync(NewKey(), Limit, 1, Cancel);
        Assert.Equal(1, (await Counter.CountAsync(NewKey(), Limit, 1, Cancel)).Requests);
    }

    [Fact]
    public async Task Count_InWindow_TellsWhenItEnds()
    {
        var key = NewKey();
        Assert.InRange((await Counter.CountAsync(key, Limit, 1, Cancel)).ResetsIn, TimeSpan.FromSeconds(1), Limit.Window);
        Assert.InRange((await Counter.CountAsync(key, new() { Window = TimeSpan.FromDays(1) }, 1, Cancel)).ResetsIn, TimeSpan.FromSeconds(1), Limit.Window);
    }

    [Fact]
    public async Task Count_FromManyAtOnce_MissesNone()
    {
        var key = NewKey();
        var counts = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Counter.CountAsync(key, Limit, 1, Cancel).AsTask()));
        Assert.Equal(Enumerable.Range(1, 200).Select(i => (long)i), counts.Select(count => count.Requests).Order());
    }
}

public sealed class MemoryRateLimitCounterTests : RateLimitCounterContract
{
    private readonly FakeTimeProvider _time = new();
    private readonly MemoryRateLimitCounter _counter;

    public MemoryRateLimitCounterTests() => _counter = new(_time, capacity: 8);

    private protected override IRateLimitCounter Counter => _counter;

    [Fact]
    public async Task Count_AfterTheWindow_BeginsAnew()
    {
        var cancel = TestContext.Current.CancellationToken;
        await _counter.CountAsync("a", new(100), 1, cancel);
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(new(1, TimeSpan.FromSeconds(60)), await _counter.CountAsync("a", new(100), 1, cancel));
    }

    [Fact]
    public async Task Count_OfMoreKeysThanFit_StaysBounded()
    {
        for (var i = 0; i < 1000; i++)
        {
            await _counter.CountAsync($"{i}", new(100), 1, TestContext.Current.CancellationToken);
            Assert.InRange(_counter.Count, 1, 8);
        }
    }
}

public sealed class RedisRateLimitCounterTests : RateLimitCounterContract, IAsyncLifetime
{
    private ConnectionMultiplexer? _redis;

    private protected override IRateLimitCounter Counter => new RedisRateLimitCounter(_redis!, "filmstreaming:test:rate:");

    public async ValueTask InitializeAsync() => _redis = await ConnectionMultiplexer.ConnectAsync(RealServers.Require(ResourceNames.Cache));

    [Fact]
    public async Task Count_FromTwoReplicas_IsShared()
    {
        var key = $"test:{Guid.CreateVersion7()}";
        await using var other = await ConnectionMultiplexer.ConnectAsync(RealServers.Require(ResourceNames.Cache));
        await Counter.CountAsync(key, new(100), 1, TestContext.Current.CancellationToken);
        var count = await new RedisRateLimitCounter(other, "filmstreaming:test:rate:")
            .CountAsync(key, new(100), 1, TestContext.Current.CancellationToken);
        Assert.Equal(2, count.Requests);
    }

    public override async ValueTask DisposeAsync()
    {
        if (_redis is not null)
            await _redis.DisposeAsync();
        await base.DisposeAsync();
    }
}
