using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using FilmStreaming.Tests.Infrastructure;

namespace FilmStreaming.Tests.Platform;

/// <summary>The examples of the OpenAPI documents are whole, and good.</summary>
public sealed class ApiExampleTests : IAsyncLifetime
{
    /// <summary>A code or a recovery code is shown, never both.</summary>
    private const string InPlaceOfAnother = "recoveryCode";

    private PlatformHost _platform = null!;
    private ApiDocuments _documents = null!;

    public async ValueTask InitializeAsync()
    {
        _platform = await PlatformHost.StartEmbeddedAsync();
        _documents = await ApiDocuments.ReadAsync(_platform.Client);
    }

    public ValueTask DisposeAsync() => _platform.DisposeAsync();

    [Fact]
    public void EveryMemberOfEveryBody_HasAnExample()
    {
        var missing =
            from operation in _documents.Operations
            from body in operation.Bodies
            from member in MissingIn(JsonOf(body.MediaType, body.Body["example"]), body.Body["schema"]!, operation.Document, body.Name)
            select member;
        Assert.Equal("", string.Join('\n', missing.Distinct()));
    }

    [Fact]
    public async Task EveryExampleOfARequest_CanBeReadAndBreaksNoRule()
    {
        var tour = new Tour(_platform.Client);
        var token = await tour.SignInAsAdministratorAsync();
        var asked = 0;
        foreach (var operation in _documents.Operations)
        {
            foreach (var (name, mediaType, body) in operation.Bodies.Where(body => body.Name.Contains(" request ", StringComparison.Ordinal)))
            {
                var example = mediaType.EndsWith("ndjson", StringComparison.Ordinal) ? body["example"]!.GetValue<string>() : body["example"]!.ToJsonString();
                // Players tell what they do now.
                example = example.Replace("2026-11-25T20:21:00Z", $"{TimeProvider.System.GetUtcNow():O}", StringComparison.Ordinal);
                using var request = new HttpRequestMessage(operation.Method, PathOf(operation))
                {
                    Content = new StringContent(example, Encoding.UTF8, new MediaTypeHeaderValue(mediaType)),
                };
                if (operation.Description["security"] is not null)
                    request.Headers.Authorization = new("Bearer", token);
                using var response = await _platform.Client.SendAsync(request, TestContext.Current.CancellationToken);
                var answer = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                var isWrong = new[] { "validation", "bad-request", "unauthorized", "unsupported-media-type" }
                    .Any(type => answer.Contains($":problem:{type}\"", StringComparison.Ordinal));
                Assert.False(isWrong, $"{name}: {answer}");
                asked++;
            }
        }

        Assert.True(asked > 20, $"{asked}");
    }

    // The example of lines is one line, as text.
    private static JsonNode? JsonOf(string mediaType, JsonNode? example) =>
        mediaType.EndsWith("ndjson", StringComparison.Ordinal) && example is not null ? JsonNode.Parse(example.GetValue<string>()) : example;

    private static string PathOf(ApiDocuments.Operation operation) => operation.Path
        .Replace("{id}", RouteProblemCases.SomeId, StringComparison.Ordinal)
        .Replace("{movieId}", RouteProblemCases.SomeId, StringComparison.Ordinal);

    private static IEnumerable<string> MissingIn(JsonNode? example, JsonNode schema, JsonObject document, string path)
    {
        if (example is null)
            return [path];
        while (schema["$ref"] is { } reference)
            schema = document["components"]!["schemas"]![reference.GetValue<string>().Split('/')[^1]]!;
        if (schema["oneOf"] is JsonArray choices)
            schema = choices.First(choice => choice!["type"]?.ToString() != "null")!;
        return (example, schema["properties"], schema["items"]) switch
        {
            (JsonObject members, JsonObject properties, _) => properties.Where(property => property.Key != InPlaceOfAnother).SelectMany(property =>
                MissingIn(members[property.Key], property.Value!, document, $"{path} {property.Key}")),
            (JsonArray items, _, { } item) => items.SelectMany(each => MissingIn(each, item, document, $"{path}[]")),
            _ => [],
        };
    }
}
