using FilmStreaming.Tests.Infrastructure;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Time.Testing;

namespace FilmStreaming.Tests.MovieApi.Caching;

/// <summary>What the cache of films promises, read by read and change by change.</summary>
public sealed class FilmCacheTests : IDisposable
{
    private readonly FakeTimeProvider _time = new() { AutoAdvanceAmount = TimeSpan.FromTicks(1) };
    private readonly FakeFilms _films = new();
    private readonly IDistributedCache _shared = FilmReplica.NewSecondLevel();
    private readonly FilmReplica _replica;
    private readonly FilmReplica _other;
    private readonly Guid _id = Guid.CreateVersion7();

    public FilmCacheTests()
    {
        _replica = new(_films, _time, _shared);
        _other = new(_films, _time, _shared);
    }

    public void Dispose()
    {
        _replica.Dispose();
        _other.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Find_By500AtOnce_ReadsOnce(bool exists)
    {
        if (exists)
            _films.Write(_id);
        _films.Hold();
        var readers = Enumerable.Range(0, 500).Select(_ => _replica.FindAsync(_id)).ToList();
        await Eventually.BeTrueAsync("a read", () => _films.Reads > 0);
        _films.StopHolding().SetResult();

        Assert.All(await Task.WhenAll(readers), film => Assert.Equal(exists, film.Exists));
        Assert.Equal(1, _films.Reads);
        Assert.Equal(exists, (await _replica.FindAsync(_id)).Exists);
        Assert.Equal(1, _films.Reads);
    }

    [Fact]
    public async Task Find_OnAnotherReplica_TakesTheReadOfTheFirst()
    {
        _films.Write(_id);
        var read = await _replica.FindAsync(_id);

        var taken = await _other.FindAsync(_id);

        Assert.Equal(1, _films.Reads);
        Assert.Equal((read.Id, read.Version, read.ReadAt, read.ETag), (taken.Id, taken.Version, taken.ReadAt, taken.ETag));
        Assert.Equal(read.Json.ToArray(), taken.Json.ToArray());
    }

    [Fact]
    public async Task Find_AfterAChange_GivesItOnEveryReplicaThatKnows()
    {
        _films.Write(_id);
        await _replica.FindAsync(_id);
        await _other.FindAsync(_id);

        _replica.Written(_id, _films.Write(_id));
        Assert.Equal(2, (await _replica.FindAsync(_id)).Version);
        Assert.Equal(1, (await _other.FindAsync(_id)).Version);
        await _other.HearAsync(_id, 2);
        Assert.Equal(2, (await _other.FindAsync(_id)).Version);
    }

    [Fact]
    public async Task Find_WhileARead_ThatBeganBeforeAChange_Ends_GivesTheChange()
    {
        _films.Write(_id);
        _films.Hold();
        var slow = _replica.FindAsync(_id);
        await Eventually.BeTrueAsync("a read", () => _films.Reads > 0);
        var held = _films.StopHolding();
        _replica.Written(_id, _films.Write(_id));
        await _other.HearAsync(_id, 2);

        Assert.Equal(2, (await _other.FindAsync(_id)).Version);
        var joined = _replica.FindAsync(_id);
        held.SetResult();
        await slow;

        // The slow read has now put version 1 into the memory of its replica, and over version 2 in the second level.
        Assert.Equal(2, (await joined).Version);
        Assert.Equal(2, (await _replica.FindAsync(_id)).Version);
        Assert.Equal(2, (await _other.FindAsync(_id)).Version);
    }

    [Fact]
    public async Task Find_OfOldVersionInTheSecondLevel_ReadsAnew()
    {
        _films.Write(_id);
        await _replica.FindAsync(_id);
        var version = _films.Write(_id);
        await _other.HearAsync(_id, version);

        Assert.Equal(version, (await _other.FindAsync(_id)).Version);
    }

    [Fact]
    public async Task Find_OfOlderChangeHeardLate_KeepsTheNewer()
    {
        _films.Write(_id);
        _films.Write(_id);
        await _replica.FindAsync(_id);

        await _replica.HearAsync(_id, 2);
        await _replica.HearAsync(_id, 1);
        await _replica.FindAsync(_id);

        Assert.Equal(1, _films.Reads);
    }

    [Fact]
    public async Task Find_OfFilmThatIsCreatedOrDeleted_IsTrueAtOnce()
    {
        Assert.False((await _replica.FindAsync(_id)).Exists);

        _replica.Written(_id, _films.Write(_id));
        Assert.True((await _replica.FindAsync(_id)).Exists);

        _replica.Written(_id, _films.Write(_id, film => film.Delete(DateTimeOffset.UnixEpoch)));
        Assert.False((await _replica.FindAsync(_id)).Exists);
    }

    [Theory]
    [InlineData(true, 29, 31)]
    [InlineData(false, 4, 6)]
    public async Task Find_WithoutNewsOfAChange_IsBelievedForItsLifetime(bool exists, int believed, int doubted)
    {
        if (exists)
            _films.Write(_id);
        await _replica.FindAsync(_id);
        _films.Write(_id);

        _time.Advance(TimeSpan.FromSeconds(believed));
        Assert.Equal(exists ? 1 : 0, (await _replica.FindAsync(_id)).Version);
        _time.Advance(TimeSpan.FromSeconds(doubted - believed));
        Assert.Equal(exists ? 2 : 1, (await _replica.FindAsync(_id)).Version);
    }

    [Fact]
    public async Task Find_AfterTheReplicaWasDeaf_ReadsAnew()
    {
        _films.Write(_id);
        await _replica.FindAsync(_id);
        _films.Write(_id);

        await _replica.ListenAsync();

        Assert.Equal(2, (await _replica.FindAsync(_id)).Version);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Find_AfterAnOwnChange_DoesNotBelieveAnOlderRead_OfAReplicaWhoseClockIsAhead(bool exists)
    {
        using var ahead = new FilmReplica(
            _films, new FakeTimeProvider(_time.GetUtcNow().AddSeconds(10)) { AutoAdvanceAmount = TimeSpan.FromTicks(1) }, _shared);
        if (exists)
            _films.Write(_id);
        await ahead.FindAsync(_id);

        var version = _films.Write(_id);
        _replica.Written(_id, version);

        Assert.Equal(version, (await _replica.FindAsync(_id)).Version);
    }

    [Fact]
    public async Task Find_OfOneFilm_HoweverItsIdIsWritten_ReadsOnce()
    {
        _films.Write(_id);
        await _replica.FindAsync($"{_id}");
        await _replica.FindAsync($"{_id}".ToUpperInvariant());
        Assert.Equal(1, _films.Reads);

        await _replica.FindAsync("tmdb:19");
        await _replica.FindAsync("tmdb:0019");
        Assert.Equal(2, _films.Reads);
    }

    [Fact]
    public async Task Find_OnAnotherReplica_HasTheVotesToo()
    {
        _films.Write(_id);
        _films.Votes = new(3, 25);
        var read = await _replica.FindAsync(_id);

        var taken = await _other.FindAsync(_id);

        Assert.Equal(1, _films.Reads);
        Assert.Equal("\"1-3-25\"", taken.ETag);
        Assert.Equal(read.Json.ToArray(), taken.Json.ToArray());
        Assert.Contains("\"viewerRating\":{\"average\":8.33,\"votes\":3}", System.Text.Encoding.UTF8.GetString(taken.Json.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_WhileTheSecondLevelHangs_Answers()
    {
        using var replica = new FilmReplica(_films, new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromTicks(1) }, new HangingCache());
        _films.Write(_id);

        Assert.Equal(1, (await replica.FindAsync(_id)).Version);
        await replica.HearAsync(_id, _films.Write(_id));
        Assert.Equal(2, (await replica.FindAsync(_id)).Version);
    }

    private sealed class HangingCache : IDistributedCache
    {
        public Task<byte[]?> GetAsync(string key, CancellationToken token = default) => new TaskCompletionSource<byte[]?>().Task;

        public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default) =>
            new TaskCompletionSource().Task;

        public Task RefreshAsync(string key, CancellationToken token = default) => new TaskCompletionSource().Task;

        public Task RemoveAsync(string key, CancellationToken token = default) => new TaskCompletionSource().Task;

        public byte[]? Get(string key) => throw new NotSupportedException();

        public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => throw new NotSupportedException();

        public void Refresh(string key) => throw new NotSupportedException();

        public void Remove(string key) => throw new NotSupportedException();
    }
}
