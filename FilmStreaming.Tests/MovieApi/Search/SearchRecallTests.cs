using System.Globalization;
using FilmStreaming.MovieApi.Search;
using Microsoft.Extensions.DependencyInjection;

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
        var search = api.Services.GetRequiredService<MovieSearch>();

        var found = new List<(Typo Typo, bool Hit)>();
        foreach (var typo in typos)
            found.Add((typo, (await TitlesAsync(search, typo.Text)).Contains(typo.Title)));

        foreach (var kind in found.GroupBy(result => result.Typo.Kind).OrderBy(kind => kind.Key, StringComparer.Ordinal))
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind.Key}: {kind.Count(result => result.Hit)} of {kind.Count()}"));
        foreach (var (typo, _) in found.Where(result => !result.Hit))
            output.WriteLine($"missed: {typo.Title} as {typo.Text}");
        var recall = (double)found.Count(result => result.Hit) / found.Count;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"recall in the first {Top}: {recall:0.000} of {found.Count}"));
        Assert.True(found.Count == 500 && recall >= 0.9, $"recall {recall} of {found.Count}");
    }

    private static async Task<IEnumerable<string>> TitlesAsync(MovieSearch search, string text)
    {
        var stop = TestContext.Current.CancellationToken;
        var ranked = await search.RankAsync(await search.InterpretAsync(text, stop), SearchFields.All, stop);
        return ranked.Take(Top).Select(film => film.Document.Body.Title);
    }
}
