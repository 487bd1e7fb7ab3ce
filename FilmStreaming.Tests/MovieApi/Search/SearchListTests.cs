using System.Net;
using FilmStreaming.Tests.ServiceDefaults;

namespace FilmStreaming.Tests.MovieApi.Search;

/// <summary>Searches as lists over HTTP, in both forms of storage: with filters, sorts, pages, facets and fields.</summary>
public abstract class SearchListTests(SharedCatalogue catalogue)
{
    internal static readonly object[] Films =
    [
        .. Enumerable.Range(0, 5).Select(i => new
        {
            title = $"Night {i}",
            releaseYear = 2000 + i,
            genres = new[] { i % 2 == 0 ? "Noir" : "Drama" },
            directors = i == 0 ? new[] { "Jean Dupont", "Frida Berg" } : [],
            rating = new { average = 7, votes = 1_000_000 >> i },
        }),
        new { title = "The Longest Night", releaseYear = 2010, genres = new[] { "Drama" } },
        new { title = "Day", releaseYear = 1980, description = "It is not night." },
        new { title = "Elsewhere", releaseYear = 1985, genres = new[] { "Noir" } },
    ];

    private readonly MovieApiService _api = catalogue.Api;

    [Theory]
    [InlineData("q=night", "Night 0", "Night 1", "Night 2", "Night 3", "Night 4", "The Longest Night", "Day")]
    [InlineData("q=nihgt&sort=relevance&genre=noir", "Night 0", "Night 2", "Night 4")]
    [InlineData("q=night&genre=-noir&year=2001..", "Night 1", "Night 3", "The Longest Night")]
    [InlineData("q=night&sort=-title&genre=noir", "Night 4", "Night 2", "Night 0")]
    [InlineData("q=night&sort=title&year=..1990", "Day")]
    [InlineData("q=fr&person=Jean%20Dupont", "Night 0")]
    [InlineData("q=night&genre=western")]
    [InlineData("q=???")]
    public async Task Search_WithFiltersAndSort_GivesTheFilmsThatMeetAll(string query, params string[] titles)
    {
        var page = await _api.GetAsync($"/v1/movies?{query}");

        Assert.Equal(titles, Titles(page));
        Assert.Equal(titles.Length, page.Json.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Search_FollowedByItsLinks_GivesEachFilmOnceInItsOrder()
    {
        var titles = new List<string>();
        for (var path = "/v1/movies?q=night&pageSize=2"; path is not null;)
        {
            var page = await _api.GetAsync(path);
            Assert.Equal(7, page.Json.GetProperty("total").GetInt32());
            titles.AddRange(Titles(page));
            path = page.Link("next");
        }

        Assert.Equal(Titles(await _api.GetAsync("/v1/movies?q=night")), titles);
    }

    [Fact]
    public async Task Search_WithTheCursorOfAnother_IsAProblem()
    {
        var cursor = (await _api.GetAsync("/v1/movies?q=night&pageSize=2")).Json.GetProperty("nextCursor").GetString();

        var answer = await _api.GetAsync($"/v1/movies?q=nights&pageSize=2&cursor={cursor}");

        answer.AssertProblem(HttpStatusCode.BadRequest, "invalid-cursor");
    }

    [Fact]
    public async Task Search_WithFacets_CountsWhatItFinds()
    {
        var page = await _api.GetAsync("/v1/movies?q=night&facets=genres&fields=title");

        var genres = page.Json.GetProperty("facets").GetProperty("genres").EnumerateArray()
            .ToDictionary(value => value.GetProperty("value").GetString()!, value => value.GetProperty("count").GetInt32());
        Assert.Equal(new() { ["Noir"] = 3, ["Drama"] = 3 }, genres);
        Assert.Equal(["id", "title"], page.Json.GetProperty("items")[0].EnumerateObject().Select(member => member.Name).Order());
    }

    private static List<string> Titles(Answer page) =>
        [.. page.Json.GetProperty("items").EnumerateArray().Select(film => film.GetProperty("title").GetString()!)];
}

public sealed class EmbeddedSearchListTests(EmbeddedSearchListTests.Catalogue catalogue)
    : SearchListTests(catalogue), IClassFixture<EmbeddedSearchListTests.Catalogue>
{
    public sealed class Catalogue() : SharedCatalogue(() => MovieApiService.StartAsync(), Films);
}

public sealed class MongoSearchListTests(MongoSearchListTests.Catalogue catalogue)
    : SearchListTests(catalogue), IClassFixture<MongoSearchListTests.Catalogue>
{
    public sealed class Catalogue() : SharedCatalogue(MovieApiService.StartOnMongoAsync, Films);
}
