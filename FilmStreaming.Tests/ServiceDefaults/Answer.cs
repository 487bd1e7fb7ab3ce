using System.Net;
using System.Text.Json;

namespace FilmStreaming.Tests.ServiceDefaults;

/// <summary>A response that has been read whole.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Headers">Headers of the response and of its body; several values of one name are joined.</param>
/// <param name="Body">The text of the body.</param>
internal sealed record Answer(HttpStatusCode Status, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public JsonElement Json => JsonElement.Parse(Body);

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>The address of the page that <c>Link</c> (RFC 8288) says is this one's next, first or the like.</summary>
    public string? Link(string relation) => Header("Link")?.Split(", ")
        .FirstOrDefault(link => link.EndsWith($">; rel=\"{relation}\"", StringComparison.Ordinal)) is { } link
        ? link[1..link.IndexOf('>', StringComparison.Ordinal)]
        : null;

    public static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            var headers = response.Headers.Concat(response.Content.Headers)
                .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
            return new(response.StatusCode, headers, body);
        }
    }

    /// <summary>Asserts that this is a problem document of a type, whole and traceable.</summary>
    public JsonElement AssertProblem(HttpStatusCode status, string type)
    {
        Assert.Equal(status, Status);
        Assert.Equal("application/problem+json", Header("Content-Type"));
        Assert.Equal($"urn:filmstreaming:problem:{type}", Json.GetProperty("type").GetString());
        Assert.Equal((int)status, Json.GetProperty("status").GetInt32());
        Assert.NotEmpty(Json.GetProperty("title").GetString()!);
        Assert.Matches("^[0-9a-f]{32}$", Json.GetProperty("traceId").GetString());
        return Json;
    }
}
