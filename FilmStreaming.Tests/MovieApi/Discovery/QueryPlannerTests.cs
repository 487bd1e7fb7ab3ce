using FilmStreaming.MovieApi.Discovery;
using FilmStreaming.MovieApi.Discovery.Filters;
using FilmStreaming.MovieApi.Discovery.Planning;
using FilmStreaming.MovieApi.Movies;
using FilmStreaming.Tests.StoreContracts;

namespace FilmStreaming.Tests.MovieApi.Discovery;

/// <summary>How much of a catalogue the planner looks at, with samples that are exactly right.</summary>
public sealed class QueryPlannerTests
{
    private static readonly MovieOrder[] Orders =
        [MovieOrder.ByTitle, MovieOrder.MostPopular, new(CatalogueKey.Popularity), MovieOrder.LatestReleased, MovieOrder.LatestAdded];

    private static readonly CatalogueSample Sample = SampleOf(count: 2000, catalogueSize: 2_000_000);

    [Fact]
    public void FrequentFilms_AreFoundInAShortStretch()
    {
        var plan = Assert.IsType<WindowPlan>(QueryPlanner.Plan(Sample, MovieFilter.Published, MovieOrder.MostPopular, null, 20));

        Assert.Equal("popularity", plan.Index);
        Assert.InRange(FilmsIn(plan.Windows.First(), MovieOrder.MostPopular), 1, 10);
    }

    [Fact]
    public void RareFilms_AreReadByTheIndexOfTheirRarestCondition()
    {
        var filter = MovieFilter.Published.And(new TokenCondition("person", ["p:nobody"]));

        Assert.Equal(QueryPlanner.TokenIndex, Assert.IsType<SelectivePlan>(QueryPlanner.Plan(Sample, filter, MovieOrder.MostPopular, null, 20)).Index);
    }

    [Fact]
    public void FilmsOfATokenByPopularity_AreReadByBands_HoweverManyHaveIt()
    {
        var night = new TokenCondition("q", ["p:person 7"]);
        var plan = Assert.IsType<WindowPlan>(QueryPlanner.Plan(Sample, MovieFilter.Published.And(night), MovieOrder.MostPopular, null, 20));

        Assert.Equal(QueryPlanner.TokenIndex, plan.Index);
        Assert.Equal(night, plan.Use.Conditions[0]);
        var windows = plan.Windows.ToList();
        Assert.Null(windows[0].After);
        Assert.Null(windows[^1].UpTo);
        Assert.All(windows.SkipLast(1), window => Assert.Equal((0, Guid.Empty), (window.UpTo!.Value.Value.Number % 1, window.UpTo.Value.Id)));
        Assert.All(windows.Zip(windows.Skip(1)), pair => Assert.Equal(pair.First.UpTo, pair.Second.After));
        Assert.InRange(FilmsIn(windows[0], MovieOrder.MostPopular), 1, 200);
    }

    [Fact]
    public void AMuchMoreFrequentToken_IsAskedOfTheFilms()
    {
        var (rare, less, frequent) = (Token("p:person 7"), Token("g:musical"), Token("s:published"));

        var use = QueryPlanner.Rarest(Sample, new([frequent, less, rare]));

        Assert.Equal([rare, less], use.Conditions);

        static TokenCondition Token(string token) => new("q", [token]);
    }

    [Fact]
    public void RareValues_AreReadByTheIndexOfTheirRange()
    {
        var filter = MovieFilter.Published.And(new RangeCondition("runtime", CatalogueKey.Runtime, 1, 10));

        Assert.Equal("runtime", Assert.IsType<SelectivePlan>(QueryPlanner.Plan(Sample, filter, MovieOrder.ByTitle, null, 20)).Index);
    }

    [Fact]
    public void RangeOfTheOrdersOwnKey_BoundsTheStretchesAndIsAskedNoMore()
    {
        var plan = QueryPlanner.Plan(Sample, new([CatalogueModel.Years(1930, 1939)]), MovieOrder.LatestReleased, null, 20);

        Assert.Empty(plan.Residual.Conditions);
        Assert.Equal(MovieKeys.DayNumber(1939, 99, 99), plan.Windows.First().After!.Value.Value.Number);
        Assert.Equal(MovieKeys.DayNumber(1930, 0, 0), plan.Windows.Last().UpTo!.Value.Value.Number);
    }

    [Fact]
    public void Stretches_CoverTheListWithoutGapOrOverlap_AndGrow()
    {
        foreach (var order in Orders)
        {
            CataloguePosition?[] positions = [null, Sample.SortedBy(order.Key)[700].Position];
            foreach (var after in positions)
            {
                var windows = QueryPlanner.Plan(SampleOf(300, 300), MovieFilter.All, order, after, 3).Windows.ToList();

                Assert.Equal(after, windows[0].After);
                Assert.Null(windows[^1].UpTo);
                Assert.All(windows.Zip(windows.Skip(1)), pair => Assert.Equal(pair.First.UpTo, pair.Second.After));
                Assert.All(windows, window => Assert.False(window.IsEmpty(order)));
            }
        }
    }

    [Fact]
    public void AnUnknownCatalogue_IsOneStretch() =>
        Assert.Equal([new KeyWindow(null, null)], QueryPlanner.Plan(CatalogueSample.Empty, MovieFilter.Published, MovieOrder.ByTitle, null, 20).Windows);

    [Fact]
    public void SmallCatalogue_WhollyKnown_TakesOneStretchForAPage()
    {
        var known = SampleOf(100, 100);
        var first = QueryPlanner.Plan(known, MovieFilter.All, MovieOrder.ByTitle, null, 20).Windows.First();

        Assert.Equal(40, known.SortedBy(CatalogueKey.Title).Count(entry => entry.Position.CompareTo(first.UpTo!.Value) <= 0));
    }

    private static int FilmsIn(KeyWindow window, MovieOrder order) => Sample.SortedBy(order.Key).Count(entry =>
        (window.After is not { } after || order.Compare(entry.Position, after) > 0)
        && (window.UpTo is not { } upTo || order.Compare(entry.Position, upTo) <= 0));

    private static CatalogueSample SampleOf(int count, long catalogueSize) => new(
        [.. new CatalogueModel(seed: 8).Films(count).Select(film => new SampledFilm(film.Id, film.Body.Keys!))], catalogueSize);
}
