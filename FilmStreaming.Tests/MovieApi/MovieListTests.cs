using System.Text.Json;
using FilmStreaming.Tests.ServiceDefaults;

namespace FilmStreaming.Tests.MovieApi;

/// <summary>The catalogue as a list, over HTTP.</summary>
public sealed class MovieListTests : IAsyncLifetime
{
    private MovieApiService _api = null!;

    public async ValueTask InitializeAsync()
    {
        _api = await MovieApiService.StartAsync();
        string[] titles =
            ["Zorro", "amélie", "The Kid", "Häxan", "Amelia", "The Kid Brother", "L'Âge d'or", "Élan", "Schindler's List"];
        await _api.PostAsync("/v1/movies/import", JsonSerializer.Serialize(titles.Select(title => new { title })));
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task List_FollowedByItsLinks_GivesEachFilmOnceInOrder()
    {
        var titles = new List<string>();
        for (var path = "/v1/movies?pageSize=2"; path is not null;)
        {
            var page = await _api.GetAsync(path);
            Assert.Equal(9, page.Json.GetProperty("total").GetInt32());
            titles.AddRange(Titles(page));
            path = page.Link("next");
            Assert.Equal(path is not null, page.Json.TryGetProperty("nextCursor", out _));
        }

        Assert.Equal(
            ["Amelia", "amélie", "Élan", "Häxan", "L'Âge d'or", "Schindler's List", "The Kid", "The Kid Brother", "Zorro"], titles);
    }

    [Theory]
    [InlineData("kid", "The Kid", "The Kid Brother")]
    [InlineData("BROTHER the k", "The Kid Brother")]
    [InlineData("the kid borther", "The Kid Brother")]
    [InlineData("amel", "Amelia", "amélie")]
    [InlineData("AMÉL", "Amelia", "amélie")]
    [InlineData("élan", "Élan")]
    [InlineData("haxan", "Häxan")]
    [InlineData("age or", "L'Âge d'or")]
    [InlineData("l'age", "L'Âge d'or")]
    [InlineData("schindlers", "Schindler's List")]
    [InlineData("schindler", "Schindler's List")]
    [InlineData("id")]
    [InlineData("kid zorro")]
    [InlineData(".*")]
    [InlineData("^")]
    [InlineData("(((((((((((((((((((((((((")]
    [InlineData("$where: 1")]
    public async Task List_OfWords_FindsFilmsThatHaveEach(string query, params string[] titles)
    {
        var page = await _api.GetAsync($"/v1/movies?q={Uri.EscapeDataString(query)}");

        // What is equally relevant is in the order of ids.
        Assert.Equal(titles.Order(StringComparer.Ordinal), Titles(page).Order(StringComparer.Ordinal));
        Assert.Equal(titles.Length, page.Json.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task List_OfBlankQuery_GivesAll() => Assert.Equal(9, Titles(await _api.GetAsync("/v1/movies?q=%20")).Count());

    [Fact]
    public async Task Link_KeepsTheQuery()
    {
        var page = await _api.GetAsync("/v1/movies?q=kid&pageSize=1");

        var next = await _api.GetAsync(page.Link("next")!);

        Assert.Equal(["The Kid Brother"], Titles(next));
        Assert.Null(next.Link("next"));
        Assert.Equal("/v1/movies?q=kid&pageSize=1", next.Link("first"));
    }

    private static IEnumerable<string> Titles(Answer page) =>
        page.Json.GetProperty("items").EnumerateArray().Select(film => film.GetProperty("title").GetString()!);
}
