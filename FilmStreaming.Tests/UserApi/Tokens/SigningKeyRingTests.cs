using FilmStreaming.UserApi.Tokens;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace FilmStreaming.Tests.UserApi.Tokens;

public sealed class SigningKeyRingTests : IDisposable
{
    private readonly FakeSigningKeyStore _store = new();
    private readonly FakeTimeProvider _time = new();
    private readonly EphemeralDataProtectionProvider _protection = new();
    private readonly CapturedLogs _logs = new();
    private readonly LoggerFactory _loggers;

    public SigningKeyRingTests() => _loggers = new([_logs]);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _loggers.Dispose();
        _logs.Dispose();
    }

    [Fact]
    public async Task Get_ByReplicasThatStartTogether_MakesOneKey()
    {
        var rings = Enumerable.Range(0, 8).Select(_ => NewRing()).ToList();

        var sets = await Task.WhenAll(rings.Select(ring => Task.Run(() => ring.GetAsync(Stop).AsTask(), Stop)));

        var key = Assert.Single(await _store.ListAsync(Stop));
        Assert.All(sets, set => Assert.Equal(key.Kid, set.Signing.Kid));
    }

    [Fact]
    public async Task Get_WithinAMinute_ReadsTheStoreOnce()
    {
        using var ring = NewRing();
        var first = await ring.GetAsync(Stop);
        var reads = _store.Reads;

        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Same(first, await ring.GetAsync(Stop));
        Assert.Equal(reads, _store.Reads);

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Same(first, await ring.GetAsync(Stop));
        Assert.Equal(reads + 1, _store.Reads);
    }

    [Fact]
    public async Task RequestRefresh_AfterAnotherReplicaMadeAKey_FindsItButNotMoreOftenThanAllowed()
    {
        using var ring = NewRing();
        await ring.GetAsync(Stop);
        await _store.TryAddAsync(NewKey(2, _protection), Stop);

        ring.RequestRefresh();
        Assert.Single((await ring.GetAsync(Stop)).Public);

        _time.Advance(SigningKeyRing.RefreshPause);
        Assert.Equal(2, (await ring.GetAsync(Stop)).Public.Count);
        var reads = _store.Reads;
        ring.RequestRefresh();
        await ring.GetAsync(Stop);
        Assert.Equal(reads, _store.Reads);
    }

    [Fact]
    public async Task Get_WhileTheStoreIsAway_KeepsTheKnownKeys()
    {
        using var ring = NewRing();
        var known = await ring.GetAsync(Stop);

        _store.IsAway = true;
        _time.Advance(SigningKeyRing.Lifetime);

        Assert.Same(known, await ring.GetAsync(Stop));
        Assert.Contains(_logs.Lines, line => line.Contains("could not be read", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Get_WhileTheStoreIsAwayAndNothingIsKnown_SaysSo()
    {
        _store.IsAway = true;
        using var ring = NewRing();

        await Assert.ThrowsAsync<IOException>(() => ring.GetAsync(Stop).AsTask());
    }

    [Fact]
    public async Task Get_AfterDataProtectionKeysWereLost_SignsWithANewKeyAndStillPublishesTheOld()
    {
        using var before = NewRing();
        var old = await before.GetAsync(Stop);

        using var after = NewRing(new EphemeralDataProtectionProvider());
        var keys = await after.GetAsync(Stop);

        Assert.NotEqual(old.Signing.Kid, keys.Signing.Kid);
        Assert.Equal([old.Signing.Kid, keys.Signing.Kid], keys.Public.Select(key => key.Kid));
        Assert.Contains(_logs.Lines, line => line.Contains("data-protection keys", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Get_ByReplicaThatCannotReadTheNewestKey_SignsWithItsOwn()
    {
        using var ring = NewRing();
        var own = await ring.GetAsync(Stop);
        await _store.TryAddAsync(NewKey(2, new()), Stop);

        _time.Advance(SigningKeyRing.Lifetime);
        var keys = await ring.GetAsync(Stop);

        Assert.Equal(own.Signing.Kid, keys.Signing.Kid);
        Assert.Equal(2, keys.Public.Count);
    }

    private SigningKeyRing NewRing(EphemeralDataProtectionProvider? protection = null) =>
        new(_store, protection ?? _protection, Options.Create(new TokenOptions()), _time, new Logger<SigningKeyRing>(_loggers));

    private SigningKey NewKey(int generation, EphemeralDataProtectionProvider protection) => SigningKey.Create(
        generation, _time.GetUtcNow(), new(), protection.CreateProtector("FilmStreaming.UserApi.SigningKeys.v1"), _time);
}
