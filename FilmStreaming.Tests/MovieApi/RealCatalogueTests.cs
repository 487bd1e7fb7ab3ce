using System.Text.Json;

namespace FilmStreaming.Tests.MovieApi;

/// <summary>The import of <see cref="RealCatalogue"/>.</summary>
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
        var file = await RealCatalogue.ReadAsync();
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
}
