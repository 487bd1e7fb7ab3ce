using System.Globalization;

namespace FilmStreaming.Tests.MovieApi.Search;

/// <summary>How many mistyped titles of the real catalogue are found.</summary>
public sealed class SearchRecallTests(ITestOutputHelper output)
{
    private const int Top = 5;

    [Fact]
    public async Task Search_ForMistypedTitles_FindsNineOfTenAmongTheFirstFive()
    {
        await using var api = await MovieApiService.StartAsync();
        await MeasureAsync(api);
    }

    [Fact]
    public async Task Search_ForMistypedTitlesOnMongo_FindsNineOfTenAmongTheFirstFive()
    {
        await using var api = await MovieApiService.StartOnMongoAsync();
        await MeasureAsync(api);
    }

    private async Task MeasureAsync(MovieApiService api)
    {
        var rows = ImportLines.Of(await api.PostAsync("/v1/movies/import?shape=vega", await RealCatalogue.ReadAsync())).Rows;
        var typos = TypoSet.Of(rows.Select(row => row.Title).OfType<string>(), count: 500, seed: 20_261_125);

        var found = new List<(Typo Typo, bool Hit)>();
        foreach (var typo in typos)
            found.Add((typo, (await TitlesAsync(api, typo.Text)).Contains(typo.Title)));

        foreach (var kind in found.GroupBy(result => result.Typo.Kind).OrderBy(kind => kind.Key, StringComparer.Ordinal))
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind.Key}: {kind.Count(result => result.Hit)} of {kind.Count()}"));
        foreach (var (typo, _) in found.Where(result => !result.Hit))
            output.WriteLine($"missed: {typo.Title} as {typo.Text}");
        var recall = (double)found.Count(result => result.Hit) / found.Count;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"recall in the first {Top}: {recall:0.000} of {found.Count}"));
        Assert.True(found.Count == 500 && recall >= 0.9, $"recall {recall} of {found.Count}");
    }

    private static async Task<IEnumerable<string>> TitlesAsync(MovieApiService api, string text)
    {
        var page = await api.GetAsync($"/v1/movies?q={Uri.EscapeDataString(text)}&pageSize={Top}&fields=title");
        return page.Json.GetProperty("items").EnumerateArray().Select(film => film.GetProperty("title").GetString()!);
    }
}
