using System.Text.Json;

namespace FilmStreaming.Tests.MovieApi;

/// <summary>The OpenAPI document of the Movie API.</summary>
public sealed class ApiDescriptionTests(MovieApiFixture fixture) : IClassFixture<MovieApiFixture>
{
    private static readonly string[] Methods = ["get", "post", "put", "patch", "delete"];

    [Fact]
    public async Task Document_OfEachOperation_HasASummaryAndItsAnswers()
    {
        var document = (await fixture.Api.GetAsync("/openapi/v1.json")).Json;

        var operations = document.GetProperty("paths").EnumerateObject()
            .Where(path => path.Name.StartsWith("/v1/", StringComparison.Ordinal))
            .SelectMany(path => path.Value.EnumerateObject()).Where(member => Methods.Contains(member.Name)).ToList();
        Assert.NotEmpty(operations);
        Assert.All(operations, operation =>
        {
            Assert.NotEmpty(operation.Value.GetProperty("summary").GetString()!);
            Assert.NotEmpty(operation.Value.GetProperty("operationId").GetString()!);
            Assert.True(operation.Value.GetProperty("responses").EnumerateObject().Count() >= 3);
        });
    }

    [Theory]
    [InlineData("/v1/movies/import")]
    [InlineData("/v1/movies/import/exported")]
    public async Task Document_OfImports_HasTheRowsAndTheSummary(string path)
    {
        var document = (await fixture.Api.GetAsync("/openapi/v1.json")).Json;

        var lines = document.GetProperty("paths").GetProperty(path).GetProperty("post").GetProperty("responses").GetProperty("200")
            .GetProperty("content").GetProperty("application/x-ndjson").GetProperty("schema").GetProperty("oneOf");
        Assert.Collection(
            lines.EnumerateArray().Select(line => line.GetProperty("properties")),
            row => Assert.True(row.TryGetProperty("status", out _)),
            last => Assert.True(last.TryGetProperty("summary", out _)));
    }

    [Fact]
    public async Task Document_OfFilm_StatesTheLimits()
    {
        var document = (await fixture.Api.GetAsync("/openapi/v1.json")).Json;

        var film = document.GetProperty("components").GetProperty("schemas").GetProperty("MovieRequest");
        var members = film.GetProperty("properties");
        Assert.Equal("title", Assert.Single(film.GetProperty("required").EnumerateArray()).GetString());
        Assert.Equal(300, members.GetProperty("title").GetProperty("maxLength").GetInt32());
        Assert.Equal(20, members.GetProperty("genres").GetProperty("maxItems").GetInt32());
        Assert.Equal((1870, 2200), (Limit(members, "releaseYear", "minimum"), Limit(members, "releaseYear", "maximum")));
        Assert.Equal((1, 1500), (Limit(members, "runtimeMinutes", "minimum"), Limit(members, "runtimeMinutes", "maximum")));
        Assert.Equal(50, members.GetProperty("genres").GetProperty("items").GetProperty("maxLength").GetInt32());
        foreach (var (member, limit) in (ReadOnlySpan<(string, int)>)[("writers", 20), ("cast", 100), ("languages", 20), ("countries", 20), ("tags", 50)])
            Assert.Equal(limit, Limit(members, member, "maxItems"));
        foreach (var (member, limit) in (ReadOnlySpan<(string, int)>)[("tagline", 300), ("posterUrl", 2000), ("backdropUrl", 2000)])
            Assert.Equal(limit, Limit(members, member, "maxLength"));
        Assert.Equal((0, 18), (Limit(members, "maturity", "minimum"), Limit(members, "maturity", "maximum")));
        Assert.Equal("^(?:[A-Z]{2})$", members.GetProperty("countries").GetProperty("items").GetProperty("pattern").GetString());
        Assert.Equal("uri", members.GetProperty("posterUrl").GetProperty("format").GetString());
        Assert.Contains("50", members.GetProperty("certificates").GetProperty("description").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Document_OfWrites_StatesPatchesAndKeys()
    {
        var paths = (await fixture.Api.GetAsync("/openapi/v1.json")).Json.GetProperty("paths");

        var patch = paths.GetProperty("/v1/movies/{id}").GetProperty("patch");
        Assert.Equal(
            ["application/merge-patch+json"],
            patch.GetProperty("requestBody").GetProperty("content").EnumerateObject().Select(content => content.Name));
        var parameters = paths.GetProperty("/v1/movies").GetProperty("post").GetProperty("parameters").EnumerateArray();
        var key = Assert.Single(parameters, parameter => parameter.GetProperty("name").GetString() == "Idempotency-Key");
        Assert.Equal(255, key.GetProperty("schema").GetProperty("maxLength").GetInt32());
    }

    private static int Limit(JsonElement members, string member, string limit) => members.GetProperty(member).GetProperty(limit).GetInt32();
}
