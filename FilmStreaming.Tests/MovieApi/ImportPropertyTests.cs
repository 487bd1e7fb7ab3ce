using System.Text.Json;
using CsCheck;

namespace FilmStreaming.Tests.MovieApi;

/// <summary>An import says the same of the catalogue however often it is run.</summary>
public sealed class ImportPropertyTests
{
    private static readonly (string[] Spellings, int Year, string Imdb)[] Films =
    [
        (["Ben-Hur", "BEN HUR"], 1925, "tt0016641"), (["Ben-Hur", "ben hur!"], 1959, "tt0052618"),
        (["Häxan", "Haxan"], 1922, "tt0013257"), (["M"], 1931, "tt0022100"), (["?"], 2014, "tt9999999"),
    ];

    private static readonly Gen<string> Row = Gen.Frequency(
        (9, from film in Gen.OneOf(Films)
            from spelling in Gen.OneOf(film.Spellings)
            from hasId in Gen.Bool
            from runtime in Gen.OneOf<int?>(null, 90, 120, 9999)
            let externalIds = new { imdb = hasId ? film.Imdb : null }
            select JsonSerializer.Serialize(new { title = spelling, releaseYear = film.Year, runtimeMinutes = runtime, externalIds })),
        (1, Gen.OneOf("nonsense", "[]", "{}", """{"title": "x\u0000y"}""")));

    [Fact]
    public async Task Import_OfTheSameRowsTwice_ChangesNothingTheSecondTime()
    {
        await using var api = await MovieApiService.StartAsync();
        await Row.Array[1, 30].SampleAsync(
            async rows =>
            {
                await ImportAsync(api, rows);
                var before = await CatalogueAsync(api);
                var second = await ImportAsync(api, rows);
                Assert.Equal((0, before), (second.Created, await CatalogueAsync(api)));
            },
            iter: 50,
            threads: 1);
    }

    [Fact]
    public async Task Import_OfShuffledAndRepeatedRows_GivesTheSameCatalogue()
    {
        var rows = Enumerable.Range(1, 300)
            .Select(n => JsonSerializer.Serialize(new { title = $"Film {n}", externalIds = new { tmdb = n } })).ToArray();
        await using var once = await MovieApiService.StartAsync();
        await ImportAsync(once, rows);
        var expected = await CatalogueAsync(once);

        await Gen.Shuffle(rows.Concat(rows).ToArray()).SampleAsync(
            async shuffled =>
            {
                await using var api = await MovieApiService.StartAsync();
                var first = await ImportAsync(api, shuffled);
                var second = await ImportAsync(api, shuffled);
                Assert.Equal(new(600, 300, 0, 0, 300), first);
                Assert.Equal(new(600, 0, 0, 300, 300), second);
                Assert.Equal(expected, await CatalogueAsync(api));
            },
            iter: 3,
            threads: 1);
    }

    private static async Task<ImportLines.Counts> ImportAsync(MovieApiService api, IEnumerable<string> rows) =>
        ImportLines.Of(await api.PostAsync("/v1/movies/import", string.Join('\n', rows), "application/x-ndjson")).Summary;

    /// <summary>All films in their order, without what an import is free to choose.</summary>
    private static async Task<string> CatalogueAsync(MovieApiService api)
    {
        var films = new List<string>();
        for (var path = "/v1/movies?pageSize=100"; path is not null;)
        {
            var page = await api.GetAsync(path);
            films.AddRange(page.Json.GetProperty("items").EnumerateArray().Select(film => string.Join(
                '|', film.EnumerateObject().Where(member => member.Name is not ("id" or "createdAt" or "updatedAt")))));
            path = page.Link("next");
        }

        films.Sort(StringComparer.Ordinal);
        return string.Join('\n', films);
    }
}
