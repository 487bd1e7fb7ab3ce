using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Text.Json;
using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.ServiceDefaults.Documentation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.Tests.ServiceDefaults;

public sealed class DocumentationTests
{
    public sealed record Film(string Title, int Year)
    {
        [Required]
        public string? Director { get; init; }

        public string? Tagline { get; init; }
    }

    // Not a lambda: the generator of the doc comments' text would step in, which this project does not have.
    internal static void Unchanged(OpenApiOptions options)
    {
    }

    private static async Task<JsonElement> GetDocumentAsync()
    {
        await using var service = await TestService.StartAsync(
            app =>
            {
                app.MapGet("/open", () => TypedResults.Ok(new Film("x", 1926)));
                app.MapPost("/closed/{id:guid}", (Guid id, Film film) => TypedResults.Ok(film with { Title = $"{id}" }))
                    .RequireAuthorization(Policies.Editor);
                app.MapApiDocumentation();
            },
            builder => builder.Services.AddApiDocumentation().AddOpenApi(Unchanged));
        var answer = await service.GetAsync("/openapi/v1.json");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return answer.Json;
    }

    private static string Statuses(JsonElement operation) =>
        string.Join(' ', operation.GetProperty("responses").EnumerateObject().Select(response => response.Name).Order());

    [Fact]
    public async Task Document_OfOpenOperation_HasItsProblemsAndNoToken()
    {
        var operation = (await GetDocumentAsync()).GetProperty("paths").GetProperty("/open").GetProperty("get");
        Assert.Equal("200 429 503", Statuses(operation));
        Assert.False(operation.TryGetProperty("security", out _));
        var problem = operation.GetProperty("responses").GetProperty("429").GetProperty("content").GetProperty("application/problem+json");
        Assert.Equal("#/components/schemas/ProblemDetails", problem.GetProperty("schema").GetProperty("$ref").GetString());
    }

    [Fact]
    public async Task Document_OfClosedOperation_AsksForBearerToken()
    {
        var document = await GetDocumentAsync();
        var operation = document.GetProperty("paths").GetProperty("/closed/{id}").GetProperty("post");
        Assert.Equal("200 400 401 403 413 415 429 503", Statuses(operation));
        Assert.True(operation.GetProperty("security")[0].TryGetProperty("bearer", out _));
        var schemes = document.GetProperty("components").GetProperty("securitySchemes");
        Assert.Equal("bearer", schemes.GetProperty("bearer").GetProperty("scheme").GetString());
    }

    [Fact]
    public async Task Document_OfMembers_SaysWhichMayBeAbsentAndWhichMayNotBeNull()
    {
        var film = (await GetDocumentAsync()).GetProperty("components").GetProperty("schemas").GetProperty("Film");
        var required = film.GetProperty("required").EnumerateArray().Select(name => name.GetString()).Order();
        Assert.Equal(["director", "title", "year"], required);
        Assert.Equal("string", film.GetProperty("properties").GetProperty("director").GetProperty("type").GetString());
    }

    [Fact]
    public async Task Document_OfProblem_HasItsTraceIdAndMembersOfItsOwn()
    {
        var problem = (await GetDocumentAsync()).GetProperty("components").GetProperty("schemas").GetProperty("ProblemDetails");
        Assert.Equal("string", problem.GetProperty("properties").GetProperty("traceId").GetProperty("type").GetString());
        Assert.False(problem.TryGetProperty("additionalProperties", out var additional) && additional.ValueKind == JsonValueKind.False);
    }

    [Fact]
    public async Task Document_OfInteger_CallsItIntegerAlone()
    {
        var film = (await GetDocumentAsync()).GetProperty("components").GetProperty("schemas").GetProperty("Film");
        Assert.Equal("integer", film.GetProperty("properties").GetProperty("year").GetProperty("type").GetString());
    }
}
