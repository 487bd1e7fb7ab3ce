using System.Net;
using System.Text.Json;
using FilmStreaming.Tests.ServiceDefaults;

namespace FilmStreaming.Tests.MovieApi.Discovery;

/// <summary>Lists of films over HTTP: filters, orders, facets, fields and pages.</summary>
public sealed class DiscoveryTests(DiscoveryTests.Catalogue catalogue) : IClassFixture<DiscoveryTests.Catalogue>
{
    private const string Films = """
        [
          {"title": "Metropolis", "releaseDate": "1927-01-10", "runtimeMinutes": 153, "genres": ["Science Fiction", "Drama"],
           "directors": ["Fritz Lang"], "writers": ["Thea von Harbou"], "cast": [{"actor": "Brigitte Helm", "character": "Maria"}],
           "languages": ["de"], "countries": ["DE"], "maturity": 6, "rating": {"average": 8.3, "votes": 5000}, "tags": ["silent"]},
          {"title": "M", "releaseYear": 1931, "runtimeMinutes": 117, "genres": ["Crime", "Drama"], "directors": ["Fritz Lang"],
           "writers": ["Thea von Harbou", "Fritz Lang"], "cast": [{"actor": "Peter Lorre", "character": "Hans Beckert"}],
           "languages": ["de"], "countries": ["DE"], "maturity": 12, "rating": {"average": 8.3, "votes": 400}},
          {"title": "The General", "releaseYear": 1926, "runtimeMinutes": 67, "genres": ["comedy"], "directors": ["Buster Keaton"],
           "cast": [{"actor": "Buster Keaton", "character": "Johnnie Gray"}], "languages": ["en"], "countries": ["US"],
           "certificates": {"DE": "6"}, "rating": {"average": 8.1, "votes": 3000}, "tags": ["Silent"]},
          {"title": "Limite", "releaseYear": 1932, "runtimeMinutes": 114, "genres": ["Drama"], "languages": ["pt-BR"],
           "countries": ["BR"], "rating": {"average": 10, "votes": 2}},
          {"title": "Undated", "genres": ["Comedy", "Crime"]},
          {"title": "Expired", "releaseYear": 1950, "availableUntil": "2001-01-01T00:00:00Z"},
          {"title": "Announced", "releaseYear": 1951, "availableFrom": "2190-01-01T00:00:00Z"},
          {"title": "Secret", "releaseYear": 1931, "genres": ["Drama"], "status": "draft"},
          {"title": "Gone", "releaseYear": 1931, "genres": ["Drama"], "status": "archived"}
        ]
        """;

    private MovieApiService Api => catalogue.Api;

    [Theory]
    [InlineData("genre=drama", "Limite", "M", "Metropolis")]
    [InlineData("genre=DRÁMA&genre=-crime", "Limite", "Metropolis")]
    [InlineData("genre=Comedy&genre=science%20fiction", "Metropolis", "The General", "Undated")]
    [InlineData("genre=-drama&genre=-comedy", "Announced", "Expired")]
    [InlineData("genre=drama&country=DE&language=de", "M", "Metropolis")]
    [InlineData("year=1927", "Metropolis")]
    [InlineData("year=1926..1927", "Metropolis", "The General")]
    [InlineData("year=1950..", "Announced", "Expired")]
    [InlineData("year=..1926", "The General")]
    [InlineData("rating=8.2..", "Limite", "M", "Metropolis")]
    [InlineData("rating=8.1..8.1", "The General")]
    [InlineData("rating=10", "Limite")]
    [InlineData("runtime=..90", "The General")]
    [InlineData("runtime=114..117", "Limite", "M")]
    [InlineData("person=fritz%20lang", "M", "Metropolis")]
    [InlineData("person=Thea%20von%20Harbou", "M", "Metropolis")]
    [InlineData("person=Brigitte%20Helm&person=Peter%20Lorre", "M", "Metropolis")]
    [InlineData("person=Lang")]
    [InlineData("language=pt", "Limite")]
    [InlineData("language=pt-br", "Limite")]
    [InlineData("language=pt-PT")]
    [InlineData("country=us&country=BR", "Limite", "The General")]
    [InlineData("maturity=6", "Metropolis", "The General")]
    [InlineData("maturity=18", "M", "Metropolis", "The General")]
    [InlineData("maturity=0")]
    [InlineData("tag=silent", "Metropolis", "The General")]
    [InlineData("tag=-silent&year=1927")]
    [InlineData("availableNow=true&year=1950..")]
    [InlineData("availableNow=false&year=1950..", "Announced", "Expired")]
    [InlineData("availableNow=true&genre=comedy", "The General", "Undated")]
    [InlineData("q=ME&year=1927", "Metropolis")]
    [InlineData("GENRE=drama&Year=1927", "Metropolis")]
    public async Task List_ByFilters_GivesTheFilmsThatMeetThemAll(string query, params string[] titles)
    {
        var page = await Api.GetAsync($"/v1/movies?{query}");

        Assert.Equal(titles, Titles(page));
        Assert.Equal(titles.Length, page.Json.GetProperty("total").GetInt32());
    }

    [Theory]
    [InlineData("title", "Announced", "Expired", "Limite", "M", "Metropolis", "The General", "Undated")]
    [InlineData("-title", "Undated", "The General", "Metropolis", "M", "Limite", "Expired", "Announced")]
    [InlineData("releaseDate&genre=-none", "Undated", "The General", "Metropolis", "M", "Limite", "Expired", "Announced")]
    [InlineData("-rating&rating=1..", "Metropolis", "The General", "M", "Limite")]
    [InlineData("-popularity&rating=1..", "Metropolis", "The General", "M", "Limite")]
    [InlineData("popularity&rating=1..", "Limite", "M", "The General", "Metropolis")]
    public async Task List_IsSortedAsAsked(string sort, params string[] titles) =>
        Assert.Equal(titles, Titles(await Api.GetAsync($"/v1/movies?sort={sort}")));

    [Fact]
    public async Task PopularNewAndTopRated_AreTheListInTheirOrder()
    {
        foreach (var (path, sort) in ((string, string)[])[("popular", "-popularity"), ("new", "-added"), ("top-rated", "-rating")])
            Assert.Equal(Titles(await Api.GetAsync($"/v1/movies?sort={sort}&genre=drama")), Titles(await Api.GetAsync($"/v1/movies/{path}?genre=drama")));
    }

    [Theory]
    [InlineData("", 9)]
    [InlineData("?status=draft", 1)]
    [InlineData("?status=draft&status=archived", 2)]
    [InlineData("?status=published", 7)]
    public async Task Editors_ChooseTheStatus(string query, int count)
    {
        var page = await Api.SendAsync(HttpMethod.Get, $"/v1/movies{query}", Api.Editor, null);

        Assert.Equal(count, page.Json.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Facets_CountEachFilterWithoutItself()
    {
        var page = await Api.GetAsync("/v1/movies?genre=comedy&country=US&facets=genres,countries&facets=decades,languages,maturity,tags");

        Assert.Equal(["The General"], Titles(page));
        var facets = page.Json.GetProperty("facets");
        Assert.Equal("comedy 1", Values(facets, "genres"));
        Assert.Equal("US 1", Values(facets, "countries"));
        Assert.Equal("1920 1", Values(facets, "decades"));
        Assert.Equal("en 1", Values(facets, "languages"));
        Assert.Equal("6 1", Values(facets, "maturity"));
        Assert.Equal("Silent 1", Values(facets, "tags"));

        var all = (await Api.GetAsync("/v1/movies?genre=crime&facets=genres,languages,tags&pageSize=1")).Json.GetProperty("facets");
        Assert.Equal("Drama 3, Comedy 2, Crime 2, Science Fiction 1", Values(all, "genres"));
        Assert.Equal("de 1", Values(all, "languages"));
        Assert.Equal("", Values(all, "tags"));
    }

    [Fact]
    public async Task Genres_HaveTheirCounts()
    {
        var genres = (await Api.GetAsync("/v1/movies/genres")).Json.GetProperty("items").EnumerateArray();

        Assert.Equal(
            ["Drama 3", "Comedy 2", "Crime 2", "Science Fiction 1"],
            genres.Select(genre => $"{genre.GetProperty("value").GetString()} {genre.GetProperty("count").GetInt64()}"));
    }

    [Theory]
    [InlineData("title", "id,title")]
    [InlineData("title,genres&fields=releaseYear", "id,title,releaseYear,genres")]
    [InlineData("tagline", "id")]
    public async Task Fields_AreAllThatFilmsHave(string fields, string members)
    {
        var page = await Api.GetAsync($"/v1/movies?year=1927&fields={fields}");

        var film = Assert.Single(page.Json.GetProperty("items").EnumerateArray());
        Assert.Equal(members, string.Join(',', film.EnumerateObject().Select(member => member.Name)));
        Assert.Equal(1, page.Json.GetProperty("total").GetInt32());
    }

    [Theory]
    [InlineData("title")]
    [InlineData("-title")]
    [InlineData("releaseDate")]
    [InlineData("-rating")]
    [InlineData("popularity")]
    [InlineData("-added")]
    public async Task Pages_FollowedByTheirLinks_GiveEachFilmOnce(string sort)
    {
        var whole = Titles(await Api.GetAsync($"/v1/movies?sort={sort}"));
        var titles = new List<string>();
        for (var path = $"/v1/movies?sort={sort}&pageSize=2"; path is not null;)
        {
            var page = await Api.GetAsync(path);
            Assert.Equal(7, page.Json.GetProperty("total").GetInt32());
            titles.AddRange(Titles(page));
            path = page.Link("next");
        }

        Assert.Equal(whole, titles);
    }

    [Fact]
    public async Task FirstLink_LeadsToTheFirstPage()
    {
        var second = await Api.GetAsync((await Api.GetAsync("/v1/movies?pageSize=3&genre=-none")).Link("next")!);

        Assert.Equal("/v1/movies?pageSize=3&genre=-none", second.Link("first"));
    }

    private static string Values(JsonElement facets, string name) => string.Join(
        ", ", facets.GetProperty(name).EnumerateArray().Select(value => $"{value.GetProperty("value").GetString()} {value.GetProperty("count").GetInt64()}"));

    private static IEnumerable<string> Titles(Answer page)
    {
        Assert.True(page.Status == HttpStatusCode.OK, page.Body);
        return page.Json.GetProperty("items").EnumerateArray().Select(film => film.GetProperty("title").GetString()!);
    }

    public sealed class Catalogue : IAsyncLifetime
    {
        internal MovieApiService Api { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Api = await MovieApiService.StartAsync();
            await Api.PostAsync("/v1/movies/import", Films);
        }

        public ValueTask DisposeAsync() => Api.DisposeAsync();
    }
}
