using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace FilmStreaming.Tests.Gateway;

public sealed partial class DocumentationPageTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/docs")]
    [InlineData("/docs/movies")]
    [InlineData("/docs/users")]
    public async Task Docs_OfEachPage_LoadsEveryScriptItNames(string page)
    {
        await using var gateway = await GatewayFixture.StartAsync(GatewayFixture.UnusedAddress());
        using var following = new HttpClient { BaseAddress = gateway.Client.BaseAddress };

        using var response = await following.GetAsync(page, Cancellation);
        var html = await response.Content.ReadAsStringAsync(Cancellation);
        var scripts = ScriptSource().Matches(html).Select(match => match.Groups["path"].Value).ToList();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self'", policy, StringComparison.Ordinal);
        Assert.NotEmpty(scripts);
        foreach (var script in scripts)
        {
            using var loaded = await following.GetAsync(new Uri(response.RequestMessage!.RequestUri!, script), Cancellation);
            Assert.Equal(HttpStatusCode.OK, loaded.StatusCode);
            Assert.Contains("javascript", loaded.Content.Headers.ContentType?.MediaType, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Document_OfMovies_IsTheMovieApisOwn()
    {
        await using var service = await FakeService.StartAsync(context => context.Response.WriteAsync("{}"));
        await using var gateway = await GatewayFixture.StartAsync(service.Address);

        Assert.Equal("{}", await gateway.Client.GetStringAsync("/openapi/movies.json", Cancellation));
        Assert.Equal("/openapi/v1.json", Assert.Single(service.Received).Path);
    }

    [Fact]
    public async Task Root_LeadsToTheDocumentation()
    {
        await using var gateway = await GatewayFixture.StartAsync(GatewayFixture.UnusedAddress());

        using var response = await gateway.Client.GetAsync("/", Cancellation);

        Assert.Equal("/docs", response.Headers.Location?.OriginalString);
    }

    [GeneratedRegex("""(?:src="|from ["']|import ["'])(?<path>[^"']+)""")]
    private static partial Regex ScriptSource();
}
