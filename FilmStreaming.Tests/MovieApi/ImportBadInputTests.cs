using System.Net;
using System.Text;
using System.Text.Json;
using FilmStreaming.ServiceDefaults.Problems;

namespace FilmStreaming.Tests.MovieApi;

/// <summary>What an import makes of rows and bodies that are wrong, over HTTP.</summary>
public sealed class ImportBadInputTests(MovieApiFixture fixture) : IClassFixture<MovieApiFixture>
{
    private const string Ndjson = "application/x-ndjson";

    private MovieApiService Api => fixture.Api;

    public static TheoryData<string, string> BadRows => new()
    {
        { "nonsense", "The row is not valid JSON of unique members, at byte 1." },
        { "{\"title\": \"x\"", "The row is not valid JSON" },
        { "{\"title\": \"x\"} {}", "The row is not valid JSON" },
        { "[]", "The row is not a JSON object." },
        { "null", "The row is not a JSON object." },
        { """{"title": "x", "title": "y"}""", "The row is not valid JSON of unique members" },
        { """{"title": 7}""", "title: unknown, or its value is of the wrong type." },
        { """{"title": "x", "$where": 1}""", "$where: unknown, or" },
        { """{"title": "x", "releaseYear": "1990"}""", "releaseYear: unknown, or" },
        { """{"title": "x", "rating": {"average": "9", "votes": 1}}""", "rating.average: unknown, or" },
        { """{"title": "x", "releaseYear": 1}""", "releaseYear: " },
        { """{"title": "x", "releaseYear": 1990, "releaseDate": "1991-01-01"}""", "releaseYear: 1990 is not the year" },
        { """{"title": "x", "genres": [""]}""", "genres: " },
        { """{"title": "x", "genres": [null]}""", "genres: " },
        { """{"title": "x", "directors": [null]}""", "directors: " },
        { """{"title": "x", "certificates": {"US": null}}""", "certificates: " },
        { """{"title": "x", "externalIds": {"imdb": "1"}}""", "externalIds.imdb: " },
        { """{"title": "x", "rating": {"average": 11, "votes": 1}}""", "rating.average: " },
        { """{"title": " "}""", "title: " },
        { """{"releaseYear": 1990}""", "title: " },
        { """{"title": "a\u0000b"}""", "title: " },
        { "{\"title\": \"a\0b\"}", "The row is not valid JSON" },
        { """{"title": "\ud800"}""", "" },
        { $$"""{"title": "{{new string('t', 301)}}"}""", "title: " },
        { $$"""{"title": "{{new string('t', 70_000)}}"}""", "The row is longer than 65536 bytes." },
        { $$"""{"title": {{new string('[', 50)}}{{new string(']', 50)}}}""", "The row is not valid JSON" },
    };

    [Theory]
    [MemberData(nameof(BadRows))]
    public async Task Import_OfBadRow_RejectsItAndGoesOn(string bad, string reason)
    {
        var (before, behind) = (Row(fixture.NewTitle()), Row(fixture.NewTitle()));

        var rows = (await ImportAsync($"{before}\n{bad}\n{behind}")).Rows;

        Assert.Equal(("created", "created"), (rows[0].Status, rows[2].Status));
        var rejected = rows[1];
        Assert.Equal(("rejected", null), (rejected.Status, rejected.Id));
        Assert.StartsWith(reason, rejected.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_OfInvalidUtf8_RejectsTheRowAndGoesOn()
    {
        var good = Encoding.UTF8.GetBytes(Row(fixture.NewTitle()));
        var body = new ByteArrayContent([.. "{\"title\": \""u8, 0xC3, 0x28, .. "\"}\n"u8, .. good]);
        body.Headers.ContentType = new(Ndjson);

        var answer = ImportLines.Of(await Api.SendAsync(HttpMethod.Post, "/v1/movies/import", Api.Editor, body));

        Assert.Equal(["rejected", "created"], answer.Rows.Select(row => row.Status));
    }

    [Fact]
    public async Task Import_OfBrokenArray_TakesWhatItCouldRead()
    {
        var body = $"[{Row(fixture.NewTitle())},{{oops}},{Row(fixture.NewTitle())}; 4";

        var answer = ImportLines.Of(await Api.PostAsync("/v1/movies/import", body));

        Assert.Equal(["created", "rejected", "created", "rejected"], answer.Rows.Select(row => row.Status));
        Assert.StartsWith("Reading stopped at byte", answer.Rows[^1].Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n \r\n")]
    public async Task Import_OfNothing_HasNoRows(string body) => Assert.Equal(new(0, 0, 0, 0, 0), (await ImportAsync(body)).Summary);

    [Theory]
    [InlineData("text/csv")]
    [InlineData("multipart/form-data")]
    public async Task Import_OfAnotherMediaType_IsRefused(string mediaType) =>
        (await Api.PostAsync("/v1/movies/import", "title", mediaType))
            .AssertProblem(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");

    [Fact]
    public async Task Import_WithoutMediaType_IsRefused() =>
        (await Api.SendAsync(HttpMethod.Post, "/v1/movies/import", Api.Editor, null))
            .AssertProblem(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");

    [Fact]
    public async Task Import_OfUnknownShape_NamesIt()
    {
        var answer = await Api.PostAsync("/v1/movies/import?shape=csv", "[]");

        var errors = answer.AssertProblem(HttpStatusCode.BadRequest, ProblemTypes.Validation).GetProperty("errors");
        Assert.True(errors.TryGetProperty("shape", out _));
    }

    private static string Row(string title) => JsonSerializer.Serialize(new { title });

    private async Task<ImportLines> ImportAsync(string rows) => ImportLines.Of(await Api.PostAsync("/v1/movies/import", rows, Ndjson));
}
