using System.Net;

namespace FilmStreaming.Tests.MovieApi.Search;

/// <summary>Suggestions over HTTP, in both forms of storage.</summary>
public abstract class SuggestionTests(SharedCatalogue catalogue)
{
    internal static readonly object[] Films =
    [
        new { title = "Inception", releaseYear = 2010, directors = new[] { "Christopher Nolan" }, rating = new { average = 8.8, votes = 2_000_000 } },
        new { title = "Insomnia", releaseYear = 2002, directors = new[] { "Christopher Nolan" }, rating = new { average = 7.2, votes = 300_000 } },
        new { title = "Memento", releaseYear = 2000, directors = new[] { "Christopher Nolan" }, cast = new[] { new { actor = "Guy Pearce" } } },
        new { title = "Amélie", originalTitle = "Le Fabuleux Destin d'Amélie Poulain", releaseYear = 2001, posterUrl = "https://example.org/a.jpg" },
        new { title = "Christopher Robin", releaseYear = 2018 },
        new { title = "Secret Insight", releaseYear = 2025, status = "draft" },
        new { title = "2001: A Space Odyssey", releaseYear = 1968 },
        new { title = "The Kid", releaseYear = 1921, rating = new { average = 8.2, votes = 130_000 } },
        new { title = "Kidding", releaseYear = 1925, rating = new { average = 5.1, votes = 90 } },
    ];

    private readonly MovieApiService _api = catalogue.Api;

    [Theory]
    [InlineData("inc", "Inception")]
    [InlineData("INCEPTION", "Inception")]
    [InlineData("amel", "Amélie")]
    [InlineData("AMÉ", "Amélie")]
    [InlineData("fabuleux des", "Amélie")]
    [InlineData("nolan", "Christopher Nolan")]
    [InlineData("nolan chr", "Christopher Nolan")]
    [InlineData("christopher", "Christopher Nolan", "Christopher Robin")]
    [InlineData("guy p", "Guy Pearce")]
    [InlineData("in", "Inception", "Insomnia")]
    // The better known first, whether or not an article is before what was typed.
    [InlineData("ki", "The Kid", "Kidding")]
    [InlineData("the ki", "The Kid")]
    // Mistakes: swapped, left out, put in, replaced; in a whole word, in a beginning, two in a long word.
    [InlineData("memetno", "Memento")]
    [InlineData("memnto", "Memento")]
    [InlineData("mementto", "Memento")]
    [InlineData("nemento", "Memento")]
    [InlineData("incpet", "Inception")]
    [InlineData("inseptoin", "Inception")]
    [InlineData("cristopher nolam", "Christopher Nolan")]
    [InlineData("2001", "2001: A Space Odyssey")]
    [InlineData("2002")]
    // A film and its director together are no name of either.
    [InlineData("memento nolan")]
    [InlineData("secret")]
    [InlineData("xyzzy")]
    // Text that means something elsewhere is text here.
    [InlineData("$where")]
    [InlineData("{\"$gt\":\"\"}")]
    [InlineData(".*")]
    [InlineData("^in", "Inception", "Insomnia")]
    [InlineData("🎬")]
    public async Task Suggest_ForWhatWasTyped_NamesFilmsAndPeople(string typed, params string[] suggestions)
    {
        var answer = await _api.GetAsync($"/v1/movies/suggest?q={Uri.EscapeDataString(typed)}");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var texts = answer.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("text").GetString()!);
        Assert.Equal(suggestions, texts);
    }

    [Fact]
    public async Task Suggest_NamesTheFilm()
    {
        var item = Assert.Single((await _api.GetAsync("/v1/movies/suggest?q=amelie")).Json.GetProperty("items").EnumerateArray());

        Assert.Equal("movie", item.GetProperty("kind").GetString());
        Assert.Equal(2001, item.GetProperty("releaseYear").GetInt32());
        Assert.Equal("https://example.org/a.jpg", item.GetProperty("posterUrl").GetString());
        Assert.Equal("Amélie", (await _api.GetAsync($"/v1/movies/{item.GetProperty("movieId")}")).Json.GetProperty("title").GetString());
    }

    [Fact]
    public async Task Suggest_APerson_IsNotAFilm()
    {
        var item = Assert.Single((await _api.GetAsync("/v1/movies/suggest?q=nolan")).Json.GetProperty("items").EnumerateArray());

        Assert.Equal("person", item.GetProperty("kind").GetString());
        Assert.False(item.TryGetProperty("movieId", out _));
    }

    [Theory]
    [InlineData("q=in&limit=1", 1)]
    [InlineData("q=in&limit=20", 2)]
    public async Task Suggest_GivesAtMostTheLimit(string query, int count) =>
        Assert.Equal(count, (await _api.GetAsync($"/v1/movies/suggest?{query}")).Json.GetProperty("items").GetArrayLength());

    [Theory]
    [InlineData("", "q")]
    [InlineData("q=", "q")]
    [InlineData("q=in&limit=0", "limit")]
    [InlineData("q=in&limit=21", "limit")]
    public async Task Suggest_OutsideItsLimits_IsAProblem(string query, string member)
    {
        var problem = (await _api.GetAsync($"/v1/movies/suggest?{query}")).AssertProblem(HttpStatusCode.BadRequest, "validation");

        Assert.True(problem.GetProperty("errors").TryGetProperty(member, out _), problem.ToString());
    }

    [Fact]
    public async Task Suggest_AtTheEdgesOfItsLimits_IsAnswered()
    {
        var twenty = string.Join('+', Enumerable.Range(1, 20).Select(i => $"w{i}"));
        string[] good = [new string('x', 200), twenty];
        string[] bad = [new string('x', 201), twenty + "+w21", "%20", "%EF%BF%BD"];

        foreach (var q in good)
            Assert.Equal(HttpStatusCode.OK, (await _api.GetAsync($"/v1/movies/suggest?q={q}")).Status);
        foreach (var q in bad)
            (await _api.GetAsync($"/v1/movies/suggest?q={q}")).AssertProblem(HttpStatusCode.BadRequest, "validation");
    }
}

public sealed class EmbeddedSuggestionTests(EmbeddedSuggestionTests.Catalogue catalogue)
    : SuggestionTests(catalogue), IClassFixture<EmbeddedSuggestionTests.Catalogue>
{
    public sealed class Catalogue() : SharedCatalogue(() => MovieApiService.StartAsync(), Films);
}

public sealed class MongoSuggestionTests(MongoSuggestionTests.Catalogue catalogue)
    : SuggestionTests(catalogue), IClassFixture<MongoSuggestionTests.Catalogue>
{
    public sealed class Catalogue() : SharedCatalogue(MovieApiService.StartOnMongoAsync, Films);
}
