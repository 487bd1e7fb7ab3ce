using FilmStreaming.Storage;
using FilmStreaming.UserApi.Tokens;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace FilmStreaming.Tests.UserApi.Tokens;

/// <summary>The schedule: a key signs for 10 days, is published 2 days before that and 1 day after it.</summary>
public sealed class KeyRotationTests
{
    private static readonly TokenOptions Schedule = new()
    {
        KeyRotationInterval = TimeSpan.FromDays(10),
        KeyPublishAhead = TimeSpan.FromDays(2),
        KeyOverlap = TimeSpan.FromDays(1),
    };

    private readonly FakeSigningKeyStore _store = new();
    private readonly FakeTimeProvider _time = new();
    private readonly EphemeralDataProtectionProvider _protection = new();
    private readonly DateTimeOffset _start;

    public KeyRotationTests() => _start = _time.GetUtcNow();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("7.23:59:59", 1, "1")]
    [InlineData("8.00:00:00", 1, "1 2")]
    [InlineData("9.23:59:59", 1, "1 2")]
    [InlineData("10.00:00:00", 2, "1 2")]
    [InlineData("10.23:59:59", 2, "1 2")]
    [InlineData("11.00:00:00", 2, "2")]
    [InlineData("18.00:00:00", 2, "2 3")]
    [InlineData("20.00:00:00", 3, "2 3")]
    public async Task Ring_AtATimeOfItsSchedule_SignsAndPublishesWhatItSays(string after, int signing, string published)
    {
        using var ring = NewRing();
        await ring.GetAsync(Stop);
        for (var day = TimeSpan.FromDays(1); day < TimeSpan.Parse(after, null); day += TimeSpan.FromDays(1))
        {
            _time.SetUtcNow(_start + day);
            await ring.GetAsync(Stop);
        }

        _time.SetUtcNow(_start + TimeSpan.Parse(after, null));
        var keys = await ring.GetAsync(Stop);

        Assert.Equal(published, string.Join(' ', keys.Keys.Select(key => key.Generation)));
        Assert.Equal(keys.Keys.Single(key => key.Generation == signing).Kid, keys.Signing.Kid);
        Assert.Equal(keys.Keys, await _store.ListAsync(Stop));
    }

    [Fact]
    public async Task Rings_OfSeveralReplicas_MakeOneKeyEachTimeAndSignAlike()
    {
        var rings = Enumerable.Range(0, 8).Select(_ => NewRing()).ToList();
        var generations = new HashSet<int>();
        for (var day = 0; day < 60; day++)
        {
            _time.SetUtcNow(_start + TimeSpan.FromDays(day));
            var sets = await Task.WhenAll(rings.Select(ring => Task.Run(() => ring.GetAsync(Stop).AsTask(), Stop)));
            Assert.Single(sets.Select(set => set.Signing.Kid).Distinct());
            generations.UnionWith(sets.SelectMany(set => set.Keys).Select(key => key.Generation));
        }

        Assert.Equal(Enumerable.Range(1, 7), generations.Order());
    }

    [Fact]
    public async Task Ring_WhileTheStoreIsAwayWhenTheNextKeyIsDue_SignsWithItFromMemory()
    {
        using var ring = NewRing();
        var first = await ring.GetAsync(Stop);
        _time.Advance(TimeSpan.FromDays(8));
        var second = (await ring.GetAsync(Stop)).Keys[^1];
        Assert.NotEqual(first.Signing.Kid, second.Kid);

        _store.IsAway = true;
        _time.Advance(TimeSpan.FromDays(2));

        Assert.Equal(second.Kid, (await ring.GetAsync(Stop)).Signing.Kid);
        var reads = _store.Reads;
        await ring.GetAsync(Stop);
        Assert.Equal(reads, _store.Reads);
    }

    [Fact]
    public async Task Ring_AfterAPauseLongerThanItsKeys_SignsWithANewOneAtOnce()
    {
        using (var before = NewRing())
            await before.GetAsync(Stop);
        _time.Advance(TimeSpan.FromDays(30));

        using var ring = NewRing();
        var keys = await ring.GetAsync(Stop);

        Assert.Equal(2, Assert.Single(keys.Keys).Generation);
        Assert.Equal(_time.GetUtcNow(), keys.Keys[0].SignsFrom);
    }

    [Fact]
    public async Task Ring_ThatCannotDecryptTheKeyThatSigns_SignsWithItsOwnAndKeepsToItsOwnSchedule()
    {
        using var ring = NewRing();
        await ring.GetAsync(Stop);
        using var stranger = NewRing(new EphemeralDataProtectionProvider());

        var own = await stranger.GetAsync(Stop);
        _time.Advance(TimeSpan.FromDays(8));
        await ring.GetAsync(Stop);
        var later = await stranger.GetAsync(Stop);

        Assert.Equal(own.Signing.Kid, later.Signing.Kid);
        Assert.Equal([1, 2, 3, 4], later.Keys.Select(key => key.Generation));
        Assert.Equal(4, (await _store.ListAsync(Stop)).Count);
    }

    [Fact]
    public async Task Key_AsStored_HasNoPrivatePartInTheClear()
    {
        using var ring = NewRing();
        await ring.GetAsync(Stop);

        var key = Assert.Single(await _store.ListAsync(Stop));

        Assert.Throws<System.Security.Cryptography.CryptographicException>(() =>
            key.ToPrivateKey(new EphemeralDataProtectionProvider().CreateProtector("FilmStreaming.UserApi.SigningKeys.v1")));
        Assert.Equal(_time.GetStoredNow(), key.CreatedAt);
    }

    private SigningKeyRing NewRing(EphemeralDataProtectionProvider? protection = null) =>
        new(_store, protection ?? _protection, Options.Create(Schedule), _time, NullLogger<SigningKeyRing>.Instance);
}
