using System.Net;
using System.Text.Json;
using FilmStreaming.ServiceDefaults.Problems;

namespace FilmStreaming.Tests.MovieApi.Discovery;

/// <summary>What somebody made, over HTTP.</summary>
public sealed class FilmographyTests(MovieApiFixture fixture) : IClassFixture<MovieApiFixture>
{
    private const string Path = "/v1/movies/filmography";

    private MovieApiService Api => fixture.Api;

    [Fact]
    public async Task Filmography_HasTheFilmsOfThePerson_LatestFirst_AndAsWhat()
    {
        await AddAsync("""{"title": "First", "releaseYear": 1921, "directors": ["Zoë Example"], "writers": ["zoe example", "Other"]}""");
        await AddAsync("""{"title": "Third", "releaseYear": 1923, "cast": [{"actor": "Zoe Example", "character": "Ann"}, {"actor": "ZOE EXAMPLE"}]}""");
        await AddAsync("""{"title": "Second", "releaseYear": 1922, "writers": ["Zoe Example"]}""");
        await AddAsync("""{"title": "Hidden", "releaseYear": 1924, "writers": ["Zoe Example"], "status": "draft"}""");
        await AddAsync("""{"title": "Another", "releaseYear": 1925, "writers": ["Zoe"]}""");

        List<string> films = [];
        for (var path = $"{Path}?person=Zo%C3%A9%20example&pageSize=1"; path is not null;)
        {
            var page = await Api.GetAsync(path);
            Assert.Equal(3, page.Json.GetProperty("total").GetInt32());
            films.AddRange(page.Json.GetProperty("items").EnumerateArray().Select(Text));
            path = page.Link("next");
        }

        Assert.Equal(["Third: actor Ann, actor", "Second: writer", "First: director, writer"], films);
    }

    [Fact]
    public async Task Filmography_OfNobody_IsEmpty() =>
        Assert.Equal(0, (await Api.GetAsync($"{Path}?person=nobody")).Json.GetProperty("total").GetInt32());

    [Theory]
    [InlineData("", "person")]
    [InlineData("?person=", "person")]
    [InlineData("?person=%00", "person")]
    [InlineData("?person=%FF", "person")]
    [InlineData("?person=x&pageSize=0", "pageSize")]
    [InlineData("?person=x&pageSize=101", "pageSize")]
    [InlineData("?person=x&genre=drama", "genre")]
    public async Task Filmography_WithABadParameter_NamesIt(string query, string parameter)
    {
        var errors = (await Api.GetAsync(Path + query)).AssertProblem(HttpStatusCode.BadRequest, ProblemTypes.Validation).GetProperty("errors");

        Assert.Equal([parameter], errors.EnumerateObject().Select(error => error.Name));
    }

    [Fact]
    public async Task Filmography_OfALongName_IsRefused()
    {
        Assert.Equal(HttpStatusCode.OK, (await Api.GetAsync($"{Path}?person={new string('n', 120)}")).Status);
        (await Api.GetAsync($"{Path}?person={new string('n', 121)}")).AssertProblem(HttpStatusCode.BadRequest, ProblemTypes.Validation);
    }

    private async Task AddAsync(string film) => Assert.Equal(HttpStatusCode.Created, (await Api.PostAsync("/v1/movies", film)).Status);

    private static string Text(JsonElement entry) => $"{entry.GetProperty("movie").GetProperty("title").GetString()}: " + string.Join(
        ", ",
        entry.GetProperty("credits").EnumerateArray().Select(credit => credit.TryGetProperty("character", out var character)
            ? $"{credit.GetProperty("role").GetString()} {character.GetString()}"
            : credit.GetProperty("role").GetString()));
}
