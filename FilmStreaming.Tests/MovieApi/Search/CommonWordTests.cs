using System.Text.Json;

namespace FilmStreaming.Tests.MovieApi.Search;

/// <summary>A search that more films meet than are compared.</summary>
public sealed class CommonWordTests
{
    [Theory]
    [InlineData("heat")]
    [InlineData("haet")]
    public async Task Search_ForAWordThatManyPopularFilmsTellOf_FindsTheFilmThatIsCalledSo(string text)
    {
        await using var api = await MovieApiService.StartAsync(("Search:MaxCandidates", "20"));
        var popular = Enumerable.Range(0, 60).Select(
            i => (object)new { title = $"Film {i}", description = "The heat of August.", rating = new { average = 9, votes = 1_000_000 } });
        await api.PostAsync("/v1/movies/import", JsonSerializer.Serialize(popular.Prepend(new { title = "Heat" })));

        var page = await api.GetAsync($"/v1/movies?q={text}");

        Assert.Equal("Heat", page.Json.GetProperty("items")[0].GetProperty("title").GetString());
        Assert.Equal(61, page.Json.GetProperty("total").GetInt32());
    }
}
