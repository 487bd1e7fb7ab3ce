using FilmStreaming.MovieApi.Movies;
using FilmStreaming.MovieApi.Movies.Contracts;
using FilmStreaming.MovieApi.Similar;
using FilmStreaming.Storage;

namespace FilmStreaming.Tests.StoreContracts;

/// <summary>What <see cref="SimilarMovies"/> promises over either form of storage.</summary>
public abstract class SimilarMoviesContract : CatalogueContract
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private protected static readonly IReadOnlyDictionary<Guid, double> NoPlays = new Dictionary<Guid, double>();

    private SimilarMovies Similar => new(Queries, Films);

    [Fact]
    public async Task Similar_OfEveryFilm_AreThoseThatShareMost_AsIfAllHadBeenLookedAt()
    {
        var films = await AddAsync(new CatalogueModel(seed: 11).Films(45));

        foreach (var film in films)
        {
            var expected = films.Where(other => other.Id != film.Id && other.Body.Status == MovieStatus.Published)
                .Select(other => (other.Id, Score: Math.Round(Weight(Shared(film, other)) / Weight(Traits(film.Body)), 4), other.Body.Keys!.Popularity))
                .Where(other => other.Score > 0)
                .OrderByDescending(other => other.Score).ThenByDescending(other => other.Popularity).ThenBy(other => other.Id)
                .Select(other => (other.Id, other.Score))
                .Take(20);
            var found = await Similar.FindAsync(film, NoPlays, Audience.Viewers, 20, Stop);
            Assert.Equal(expected, found.Select(similar => (similar.Movie.Id, similar.Score)));
        }

        // Directors are the only people of these films, so every trait is of full weight.
        double Weight(IEnumerable<string> traits) => traits.Sum(
            trait => -Math.Log2((films.Count(film => Traits(film.Body).Contains(trait)) + 0.5) / (films.Count + 1)));
    }

    [Fact]
    public async Task Similar_SaysWhatIsShared_AsTheFilmAskedAboutWritesIt()
    {
        var film = Film("Asked", ["Ann Doe", "Bob Roe"], ["Cy Poe"], ["Di Low", "Ed Moe", "Flo Coe"], ["Drama", "Film-Noir"]);
        var twin = Film("Twin", ["ann doe"], ["Çy Poe"], ["Nobody", "flo coe", "Di Low"], ["film noir", "Western"]);
        var actedIn = Film("Acted in by its director", [], [], ["Bob Roe"], ["Musical"]);
        await AddAsync([film, twin, actedIn]);

        var similar = Assert.Single(await Similar.FindAsync(film, NoPlays, Audience.Viewers, 10, Stop));

        Assert.Equal("Twin", similar.Movie.Title);
        Assert.InRange(similar.Score, 0.01, 0.99);
        Assert.Equal(["Ann Doe"], similar.Reasons.SharedDirectors);
        Assert.Equal(["Cy Poe"], similar.Reasons.SharedWriters);
        Assert.Equal(["Di Low", "Flo Coe"], similar.Reasons.SharedCast.Order(StringComparer.Ordinal));
        Assert.Equal(["Film-Noir"], similar.Reasons.SharedGenres);
    }

    [Fact]
    public async Task Similar_TakesWhatFewHave_ForMoreThanWhatManyHave()
    {
        var film = Film("Asked", [], [], [], ["Drama", "Film-Noir"]);
        var rare = Film("Rare", [], [], [], ["Film-Noir"]);
        await AddAsync([film, rare, .. Enumerable.Range(0, 9).Select(i => Film($"Frequent {i}", [], [], [], ["Drama"]))]);

        var similar = await Similar.FindAsync(film, NoPlays, Audience.Viewers, 2, Stop);

        Assert.Equal(2, similar.Count);
        Assert.Equal("Rare", similar[0].Movie.Title);
        Assert.Equal(["Drama"], similar[1].Reasons.SharedGenres);
        Assert.True(similar[0].Score > similar[1].Score);
    }

    [Fact]
    public async Task Similar_ShowsFilmsThatAreNotPublished_ToEditorsOnly()
    {
        var film = Film("Asked", ["Ann Doe"], [], [], []);
        await AddAsync([film, Film("Draft", ["Ann Doe"], [], [], [], MovieStatus.Draft)]);

        Assert.Empty(await Similar.FindAsync(film, NoPlays, Audience.Viewers, 10, Stop));
        Assert.Single(await Similar.FindAsync(film, NoPlays, Audience.Editors, 10, Stop));
    }

    [Fact]
    public async Task Similar_OfAFilmOfWhichNothingIsKnown_AreNone()
    {
        var film = Film("Asked", [], [], [], []);
        await AddAsync([film, Film("Other", [], [], [], [])]);

        Assert.Empty(await Similar.FindAsync(film, NoPlays, Audience.Viewers, 10, Stop));
    }

    [Fact]
    public async Task Similar_NamesWhatTheSameViewersWatched_AlsoWithoutAnythingElseInCommon()
    {
        var film = Film("Asked", ["Ann Doe"], [], [], ["Drama"]);
        var (both, only, draft) = (Film("Both", ["Ann Doe"], [], [], []), Film("Only watched", [], [], [], []), Film("Draft", [], [], [], [], MovieStatus.Draft));
        var shares = Film("Only shares", ["Ann Doe"], [], [], []);
        await AddAsync([film, both, only, draft, shares]);
        var watched = new Dictionary<Guid, double> { [both.Id] = 0.5, [only.Id] = 0.25, [draft.Id] = 0.5, [Guid.CreateVersion7()] = 0.5 };

        var similar = await Similar.FindAsync(film, watched, Audience.Viewers, 10, Stop);

        var share = similar.Single(other => other.Movie.Id == shares.Id);
        Assert.Null(share.Reasons.WatchedAlso);
        var best = similar.Single(other => other.Movie.Id == both.Id);
        Assert.Equal(share.Score + (1 - share.Score) / 2, best.Score, precision: 3);
        Assert.Equal(0.5, best.Reasons.WatchedAlso);
        var last = similar.Single(other => other.Movie.Id == only.Id);
        Assert.Equal((0.25, 0.25), (last.Score, last.Reasons.WatchedAlso));
        Assert.Equal(3, similar.Count);
    }

    private static HashSet<string> Traits(Movie movie) =>
        [.. movie.Directors.Select(FilmTokens.Person), .. movie.Genres.Select(FilmTokens.Genre)];

    private static IEnumerable<string> Shared(Document<Movie> left, Document<Movie> right) => Traits(left.Body).Intersect(Traits(right.Body));

    private static Document<Movie> Film(
        string title, string[] directors, string[] writers, string[] cast, string[] genres, MovieStatus status = MovieStatus.Published) => new()
        {
            Id = Guid.CreateVersion7(),
            Version = 1,
            Body = Movie.Create(
                new()
                {
                    Title = title,
                    Directors = directors,
                    Writers = writers,
                    Cast = [.. cast.Select(actor => new CastMember { Actor = actor })],
                    Genres = genres,
                    Status = status,
                },
                Now),
        };
}

public sealed class EmbeddedSimilarMoviesTests : SimilarMoviesContract
{
    private protected override ICatalogueForm Form { get; } = new EmbeddedCatalogue();
}

public sealed class MongoSimilarMoviesTests : SimilarMoviesContract
{
    private readonly MongoCatalogue _catalogue = new();

    private protected override ICatalogueForm Form => _catalogue;

    [Fact]
    public async Task Similar_IsAnsweredByIndexes()
    {
        var films = await AddAsync(new CatalogueModel(seed: 12).Films(1000));
        _catalogue.Mongo.Commands.Clear();

        foreach (var film in films.Take(20))
            await new SimilarMovies(Queries, Films).FindAsync(film, NoPlays, Audience.Viewers, 12, Stop);

        Assert.InRange(await _catalogue.Mongo.ExplainReadsAsync(), 20, 200);
    }
}
