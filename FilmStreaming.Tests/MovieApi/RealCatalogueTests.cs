using System.Text.Json;

namespace FilmStreaming.Tests.MovieApi;

/// <summary>The 3,201 films of the vega-datasets, where a checkout has them beside it.</summary>
public sealed class RealCatalogueTests
{
    [Fact]
    public async Task Import_OfTheWholeFile_ReportsEveryRowAndChangesNothingTheSecondTime()
    {
        await using var api = await MovieApiService.StartAsync();
        await ImportTwiceAsync(api);
    }

    [Fact]
    public async Task Import_OfTheWholeFileIntoMongo_ReportsEveryRowAndChangesNothingTheSecondTime()
    {
        await using var api = await MovieApiService.StartOnMongoAsync();
        await ImportTwiceAsync(api);
    }

    private static async Task ImportTwiceAsync(MovieApiService api)
    {
        var file = await ReadFileAsync();
        using var source = JsonDocument.Parse(file);
        var first = ImportLines.Of(await api.PostAsync("/v1/movies/import?shape=vega", file));
        var second = ImportLines.Of(await api.PostAsync("/v1/movies/import?shape=vega", file));

        Assert.Equal(new(3201, 3200, 0, 0, 1), first.Summary);
        Assert.Equal(new(3201, 0, 0, 3200, 1), second.Summary);
        // The one row without a title; every other is a film of its own, remakes included.
        var rejected = Assert.Single(first.Rows, row => row.Status == "rejected");
        Assert.Equal(JsonValueKind.Null, source.RootElement[rejected.Number - 1].GetProperty("Title").ValueKind);
        Assert.Equal(3200, first.Rows.Select(row => row.Id).OfType<Guid>().Distinct().Count());
        Assert.Equal(first.Rows.Select(row => row.Id), second.Rows.Select(row => row.Id));
        Assert.Equal(3200, (await api.GetAsync("/v1/movies?pageSize=1")).Json.GetProperty("total").GetInt64());
    }

    private static async Task<string> ReadFileAsync()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "data", "movies.json");
            if (File.Exists(path))
                return await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        }

        Assert.Skip("needs shared/data/movies.json beside the checkout");
        return "";
    }
}
