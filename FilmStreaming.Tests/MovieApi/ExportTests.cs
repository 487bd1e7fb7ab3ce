using System.Net;
using System.Text;
using System.Text.Json;
using CsCheck;
using FilmStreaming.Bench.Films;
using FilmStreaming.ServiceDefaults;
using FilmStreaming.Tests.Infrastructure;

namespace FilmStreaming.Tests.MovieApi;

/// <summary>An export has everything: what is restored from it is the same catalogue.</summary>
public sealed class ExportTests
{
    private const string Ndjson = "application/x-ndjson";

    // Every character that JSON, NDJSON or a store could mistake for something else.
    private static readonly Gen<string> Text = Gen.String[Gen.OneOf(Gen.Char['a', 'z'], Gen.OneOf(
        'é', 'ß', '"', '\\', '\t', '\n', '\u2028', '$', '.', '{', '字')), 1, 40]
        .Where(text => !string.IsNullOrWhiteSpace(text));

    [Fact]
    public Task Export_OfAnyCatalogue_RestoredEmbedded_HasTheSameBytes() =>
        Gen.Select(Gen.Int[1, 1000], Text.Array[1, 8]).SampleAsync(
            (seed, texts) => RoundTripAsync(seed, texts, () => MovieApiService.StartAsync()), iter: 5, threads: 1);

    [Fact]
    public async Task Export_OfAnyCatalogue_RestoredOnMongo_HasTheSameBytes()
    {
        // Asked for within a sample, the skip would be a counter-example.
        RealServers.Require(ResourceNames.Mongo);
        await Gen.Select(Gen.Int[1, 1000], Text.Array[1, 8]).SampleAsync(
            (seed, texts) => RoundTripAsync(seed, texts, MovieApiService.StartOnMongoAsync), iter: 2, threads: 1);
    }

    [Fact]
    public async Task Export_ByAViewer_IsForbidden_AndRestoreByAnEditorToo()
    {
        await using var api = await MovieApiService.StartAsync();

        (await api.SendAsync(HttpMethod.Get, "/v1/movies/export", api.Viewer, null)).AssertProblem(HttpStatusCode.Forbidden, "forbidden");
        (await api.PostAsync("/v1/movies/import/exported", "", Ndjson)).AssertProblem(HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task Restore_OfFilmsThatAreThere_OverwritesNothing()
    {
        await using var api = await MovieApiService.StartAsync();
        await api.PostAsync("/v1/movies/import", """{"title":"Faust","releaseYear":1926}""", Ndjson);
        var row = await ExportAsync(api);
        var id = JsonElement.Parse(row).GetProperty("id").GetGuid();
        await api.PutAsync($"/v1/movies/{id}", """{"title":"Faust","releaseYear":1927}""", "\"1\"");

        var answer = await RestoreAsync(api, row);

        Assert.Contains("as version 2", Assert.Single(answer.Rows).Reason, StringComparison.Ordinal);
        Assert.Contains("1927", await ExportAsync(api), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"film":{"title":"M"}}""", "id: ")]
    [InlineData("""{"id":"01999999-9999-7999-8999-999999999999","version":0,"createdAt":"2026-01-01T00:00:00Z","updatedAt":"2026-01-01T00:00:00Z","film":{"title":"M"}}""", "version: ")]
    [InlineData("""{"id":"01999999-9999-7999-8999-999999999999","version":1,"createdAt":"2026-01-01T00:00:00","updatedAt":"2026-01-01T00:00:00Z","film":{"title":"M"}}""", "createdAt: ")]
    [InlineData("""{"id":"01999999-9999-7999-8999-999999999999","version":1,"createdAt":"2026-01-01T00:00:00Z","updatedAt":"2026-01-01T00:00:00Z","film":{"title":""}}""", "film.title: ")]
    [InlineData("""{"id":"01999999-9999-7999-8999-999999999999","version":1,"createdAt":"2026-01-01T00:00:00Z","updatedAt":"2026-01-01T00:00:00Z","film":{"$where":1}}""", "film")]
    [InlineData("""{"title":"M"}""", "title: ")]
    public async Task Restore_OfABadRow_RejectsItAndSaysWhy(string row, string reason)
    {
        await using var api = await MovieApiService.StartAsync();

        Assert.StartsWith(reason, Assert.Single((await RestoreAsync(api, row)).Rows).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restore_OfTheLargestFilm_TakesIt()
    {
        await using var api = await MovieApiService.StartAsync();
        string Of(int length, int n) => string.Concat(new string('字', length - 3), n.ToString("000", System.Globalization.CultureInfo.InvariantCulture));
        var film = new
        {
            title = Of(300, 0),
            description = Of(4000, 0),
            cast = Enumerable.Range(0, 100).Select(n => new { actor = Of(120, n), character = Of(200, n) }),
            tags = Enumerable.Range(0, 50).Select(n => Of(50, n)),
        };
        Assert.Equal(HttpStatusCode.Created, (await api.PostAsync("/v1/movies", JsonSerializer.Serialize(film))).Status);
        var export = await ExportAsync(api);
        await using var other = await MovieApiService.StartAsync();

        Assert.Equal(1, (await RestoreAsync(other, export)).Summary.Created);
        Assert.Equal(export, await ExportAsync(other));
    }

    private static async Task RoundTripAsync(int seed, string[] texts, Func<Task<MovieApiService>> start)
    {
        await using var first = await start();
        var odd = texts.Select((text, n) => JsonSerializer.Serialize(new { title = $"{text}{n}", description = text, cast = new[] { new { actor = text, character = text } } }));
        var rows = new FilmGenerator(seed).Rows(600).Select(row => Encoding.UTF8.GetString(row).TrimEnd()).Concat(odd);
        var imported = ImportLines.Of(await first.PostAsync("/v1/movies/import", string.Join('\n', rows), Ndjson));
        Assert.Equal(0, imported.Summary.Rejected);
        await first.PutAsync($"/v1/movies/{imported.Rows[0].Id}", """{"title":"Another one","status":"archived"}""", "\"1\"");
        await first.DeleteAsync($"/v1/movies/{imported.Rows[1].Id}", "\"1\"");
        var export = await ExportAsync(first);

        await using var second = await start();
        var half = string.Join('\n', export.Split('\n')[..300]);
        Assert.Equal(300, (await RestoreAsync(second, half)).Summary.Created);
        var restored = (await RestoreAsync(second, export)).Summary;

        Assert.Equal((300, 0), (restored.Unchanged, restored.Rejected));
        Assert.Equal(export, await ExportAsync(second));
        Assert.Equal(
            export.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line).GetProperty("id").GetString()),
            imported.Rows.Select(row => $"{row.Id}").Order(StringComparer.Ordinal));
    }

    private static async Task<string> ExportAsync(MovieApiService api)
    {
        var answer = await api.SendAsync(HttpMethod.Get, "/v1/movies/export", api.Editor, null);
        Assert.Equal((HttpStatusCode.OK, Ndjson), (answer.Status, answer.Header("Content-Type")));
        return answer.Body;
    }

    private static async Task<ImportLines> RestoreAsync(MovieApiService api, string rows) => ImportLines.Of(await api.SendAsync(
        HttpMethod.Post, "/v1/movies/import/exported", api.Administrator, new StringContent(rows, Encoding.UTF8, new System.Net.Http.Headers.MediaTypeHeaderValue(Ndjson))));
}
