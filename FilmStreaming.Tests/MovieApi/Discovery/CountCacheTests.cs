using FilmStreaming.MovieApi.Discovery;
using FilmStreaming.MovieApi.Discovery.Facets;
using FilmStreaming.MovieApi.Discovery.Filters;
using FilmStreaming.MovieApi.Discovery.Planning;
using FilmStreaming.MovieApi.Movies;
using FilmStreaming.Storage;
using Microsoft.Extensions.Options;

namespace FilmStreaming.Tests.MovieApi.Discovery;

public sealed class CountCacheTests
{
    private readonly CountedQueries _queries = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(10_000, 2)]
    [InlineData(10_001, 1)]
    public async Task Count_OfAGreatResult_IsBelieved(long total, int asked)
    {
        _queries.Total = total;
        using var counts = Cache();

        Assert.Equal(total, await counts.CountAsync(MovieFilter.Published, Stop));
        Assert.Equal(total, await counts.CountAsync(MovieFilter.Published, Stop));

        Assert.Equal(asked, _queries.Asked);
    }

    [Fact]
    public async Task Count_WhereNothingIsBelieved_IsAlwaysAsked()
    {
        _queries.Total = 1_000_000;
        using var counts = Cache(TimeSpan.Zero);

        await counts.CountAsync(MovieFilter.Published, Stop);
        await counts.CountAsync(MovieFilter.Published, Stop);

        Assert.Equal(2, _queries.Asked);
    }

    [Fact]
    public async Task Count_AskedByManyAtOnce_IsCountedOnce_AndOutlivesWhoGivesUp()
    {
        using var counts = Cache();
        using var impatient = new CancellationTokenSource();
        var first = counts.CountAsync(MovieFilter.Published, impatient.Token);
        var others = Enumerable.Range(0, 50).Select(_ => counts.CountAsync(MovieFilter.Published, Stop)).ToList();
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        _queries.Release.SetResult();

        Assert.All(await Task.WhenAll(others), total => Assert.Equal(_queries.Total, total));
        Assert.Equal(1, _queries.Asked);
    }

    [Fact]
    public async Task Count_ThatFailed_IsAskedAgain()
    {
        _queries.Fails = true;
        using var counts = Cache();
        await Assert.ThrowsAsync<InvalidOperationException>(() => counts.CountAsync(MovieFilter.Published, Stop));
        _queries.Fails = false;
        _queries.Release.SetResult();

        Assert.Equal(_queries.Total, await counts.CountAsync(MovieFilter.Published, Stop));
    }

    [Fact]
    public async Task Count_ThatTakesTooLong_IsGivenUp()
    {
        using var counts = new CountCache(_queries, Options.Create(new DiscoveryOptions { QueryTimeout = TimeSpan.FromMilliseconds(100) }));

        await Assert.ThrowsAsync<QueryTimeoutException>(() => counts.CountAsync(MovieFilter.Published, Stop));
    }

    [Fact]
    public async Task Counts_OfManyFilters_RunAFewAtOnce()
    {
        using var counts = Cache();
        var all = Enumerable.Range(0, 20).Select(i => counts.CountAsync(new([new TokenCondition("tag", [$"t:{i}"])]), Stop)).ToList();

        Assert.Equal(CountCache.MaxRunning, _queries.Asked);

        _queries.Release.SetResult();
        await Task.WhenAll(all);
        Assert.Equal(20, _queries.Asked);
    }

    [Fact]
    public async Task Facet_IsCountedWithoutItsOwnFilter_AndTakesSpellingsTogether()
    {
        using var counts = Cache();
        _queries.Release.SetResult();

        var genres = await counts.CountAsync(
            MovieFilter.Published.And(new TokenCondition("genre", [FilmTokens.Genre("Drama")])), Facet.Genres, Stop);

        Assert.Equal([new("Film-Noir", 5), new("Western", 3)], genres);
        Assert.Equal(MovieFilter.Published.Text, _queries.Last!.Text);
    }

    private CountCache Cache(TimeSpan? believedFor = null) =>
        new(_queries, Options.Create(new DiscoveryOptions { CountsBelievedFor = believedFor ?? TimeSpan.FromHours(1) }));

    private sealed class CountedQueries : ICatalogueQueries
    {
        private int _asked;

        public TaskCompletionSource Release { get; } = new();
        public long Total { get; set; } = 3;
        public bool Fails { get; set; }
        public int Asked => _asked;
        public MovieFilter? Last { get; private set; }

        public ValueTask<CatalogueSample> GetSampleAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public async Task<long> CountAsync(MovieFilter filter, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _asked);
            if (Fails)
                throw new InvalidOperationException("It cannot count.");
            if (Total == 3)
                await Release.Task.WaitAsync(cancellationToken);
            return Total;
        }

        public Task<IReadOnlyList<FacetValue>> CountAsync(MovieFilter filter, Facet facet, CancellationToken cancellationToken)
        {
            Last = filter;
            return Task.FromResult<IReadOnlyList<FacetValue>>([new("film noir", 2), new("Western", 3), new("Film-Noir", 3)]);
        }

        public Task<IReadOnlyList<Document<Movie>>> ListAsync(
            MovieFilter filter, MovieOrder order, CataloguePosition? after, int take, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
