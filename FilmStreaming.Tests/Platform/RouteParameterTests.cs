using System.Net;
using System.Text.Json.Nodes;
using FilmStreaming.ServiceDefaults.Authentication;

namespace FilmStreaming.Tests.Platform;

/// <summary>
/// Every parameter that the OpenAPI documents name, in the path or the query, with values that nobody means: a new one is tested
/// without being named here.
/// </summary>
public sealed class RouteParameterTests(RouteProblemTests.Fixture fixture) : IClassFixture<RouteProblemTests.Fixture>
{
    /// <summary>No text: NUL, other control characters, and what is no UTF-8 (a stray byte, an overlong form, half a surrogate pair).</summary>
    private static readonly string[] NoText = ["%00", "a%00b", "%07", "%FF", "%C0%80", "%ED%A0%80", "a%0D%0Ab"];

    /// <summary>Text that is as hostile as text can be.</summary>
    private static readonly string[] Hostile =
    [
        "$where", "{\"$gt\":\"\"}", "-1", "0", "1e400", "NaN", "9223372036854775808", "99999999999999999999999999", "1..", "..", "%2e%2e",
        "%25", "%22", "'", "%E2%80%AE", "%F0%9F%8E%AC", "true", "null", "[]", " ", "%EF%BF%BD", "(((((((((((a+)+)+", "0x10", "imdb:", "imdb:tt",
        "tmdb:-1", "1601-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999Z", "0001-01-01T00:00:00%2B14:00",
    ];

    /// <summary>A NUL in the path is refused by Kestrel, without a body.</summary>
    [Fact]
    public async Task EveryParameter_ThatIsNoText_IsABadRequest()
    {
        List<string> taken = [];
        foreach (var (what, request) in Requests(NoText))
        {
            var (response, body) = await SendAsync(request);
            if (response.StatusCode is not HttpStatusCode.BadRequest)
                taken.Add($"{what}: {(int)response.StatusCode}");
            else if (body is not "")
                AssertIsProblem(what, response, body);
            else
                Assert.Contains("%00", request.RequestUri!.OriginalString.Split('?')[0], StringComparison.Ordinal);
        }

        Assert.True(taken is [], string.Join('\n', taken));
    }

    [Fact]
    public async Task EveryParameter_ThatIsHostile_IsAnsweredOrRefused()
    {
        foreach (var (what, request) in Requests([.. Hostile, new('x', 5000)]))
        {
            var (response, body) = await SendAsync(request);
            Assert.True((int)response.StatusCode < 500, $"{what}: {(int)response.StatusCode} {body}");
            if ((int)response.StatusCode >= 400)
                AssertIsProblem(what, response, body);
        }
    }

    private IEnumerable<(string What, HttpRequestMessage Request)> Requests(string[] values) =>
        from operation in fixture.Documents.Operations
        from parameter in operation.Parameters
        from value in values
        let target = operation.Target(parameter, value, name => name == "subscription" ? "userapi.films" : RouteProblemCases.SomeId)
        select ($"{operation.Method} {target}", new HttpRequestMessage(operation.Method, target));

    private async Task<(HttpResponseMessage Response, string Body)> SendAsync(HttpRequestMessage request)
    {
        request.Headers.Authorization = new("Bearer", fixture.TokenOf(Roles.Administrator));
        var response = await fixture.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return (response, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static void AssertIsProblem(string what, HttpResponseMessage response, string body)
    {
        Assert.True(response.Content.Headers.ContentType?.MediaType == "application/problem+json", $"{what}: {response.StatusCode} {body}");
        Assert.Equal((int)response.StatusCode, JsonNode.Parse(body)!["status"]!.GetValue<int>());
    }
}
