using System.Net;
using FilmStreaming.ServiceDefaults.Documentation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.Tests.ServiceDefaults;

public sealed class SecurityTests
{
    public sealed record Text(string Value);

    private static Task<TestService> StartAsync(
        string environment = "Production", params (string, string)[] settings) => TestService.StartAsync(
        app =>
        {
            app.MapGet("/scheme", (HttpContext http) =>
                $"{http.Request.Scheme} {http.Request.Host.Host} {http.Connection.RemoteIpAddress}");
            app.MapGet("/own", (HttpContext http) => http.Response.Headers.XFrameOptions = "SAMEORIGIN");
            app.MapGet("/fault", IResult () => throw new InvalidOperationException());
            app.MapPost("/text", (Text text) => text.Value.Length);
            app.MapPost("/long", (Text text) => text.Value.Length).WithMetadata(new RequestSizeLimitAttribute(1 << 22));
            app.MapApiDocumentation();
        },
        builder => builder.Services.AddApiDocumentation().AddOpenApi(DocumentationTests.Unchanged),
        environment,
        settings: settings);

    [Theory]
    [InlineData("/scheme")]
    [InlineData("/nowhere")]
    [InlineData("/fault")]
    [InlineData("/health/live")]
    public async Task Get_Anything_HasTheHelmetHeadersOnce(string path)
    {
        await using var service = await StartAsync();
        var answer = await service.GetAsync(path);
        Assert.Equal(
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'", answer.Header("Content-Security-Policy"));
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
        Assert.Equal("DENY", answer.Header("X-Frame-Options"));
        Assert.Equal("no-referrer", answer.Header("Referrer-Policy"));
        Assert.Equal("same-origin", answer.Header("Cross-Origin-Opener-Policy"));
        Assert.Equal("same-origin", answer.Header("Cross-Origin-Resource-Policy"));
        Assert.Equal("?1", answer.Header("Origin-Agent-Cluster"));
        Assert.Equal("off", answer.Header("X-DNS-Prefetch-Control"));
        Assert.Equal("noopen", answer.Header("X-Download-Options"));
        Assert.Equal("none", answer.Header("X-Permitted-Cross-Domain-Policies"));
        Assert.Equal("0", answer.Header("X-XSS-Protection"));
        Assert.Null(answer.Header("Server"));
        Assert.Null(answer.Header("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Get_RouteWithOwnHeader_KeepsIt()
    {
        await using var service = await StartAsync();
        Assert.Equal("SAMEORIGIN", (await service.GetAsync("/own")).Header("X-Frame-Options"));
    }

    [Theory]
    [InlineData("Production", "https", true)]
    [InlineData("Production", "http", false)]
    [InlineData("Development", "https", false)]
    public async Task Get_OverScheme_AsksForStrictTransportWhereItHelps(string environment, string scheme, bool strict)
    {
        await using var service = await StartAsync(environment);
        var answer = await service.GetAsync("/scheme", headers: ("X-Forwarded-Proto", scheme));
        Assert.Equal(strict, answer.Header("Strict-Transport-Security") is not null);
    }

    [Fact]
    public async Task Get_FromKnownProxy_BelievesItsLastEntry()
    {
        await using var service = await StartAsync();
        var answer = await service.GetAsync(
            "/scheme",
            null,
            ("X-Forwarded-For", "203.0.113.1, 203.0.113.2"),
            ("X-Forwarded-Proto", "https"),
            ("X-Forwarded-Host", "films.example"));
        Assert.Equal("https films.example 203.0.113.2", answer.Body);
    }

    [Theory]
    [InlineData("false")]
    [InlineData("true")]
    public async Task Get_FromUnknownProxy_IgnoresWhatItSays(string frameworksOwnSwitch)
    {
        // The second hop is no known proxy, so what it claims to have got is not believed, however many hops are allowed.
        await using var service = await StartAsync(
            settings: [("ForwardedHeaders:ForwardLimit", "3"), ("ForwardedHeaders_Enabled", frameworksOwnSwitch)]);
        var answer = await service.GetAsync("/scheme", headers: ("X-Forwarded-For", "192.0.2.9, 203.0.113.2"));
        Assert.EndsWith(" 203.0.113.2", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_ThroughKnownNetwork_BelievesItsProxies()
    {
        await using var service = await StartAsync(
            settings:
            [
                ("ForwardedHeaders:ForwardLimit", "2"),
                ("ForwardedHeaders:KnownNetworks:0", "203.0.113.0/24"),
                ("ForwardedHeaders:KnownNetworks:1", ""),
            ]);
        var answer = await service.GetAsync("/scheme", headers: ("X-Forwarded-For", "198.51.100.7, 203.0.113.2"));
        Assert.EndsWith(" 198.51.100.7", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/text", 1 << 10, 200)]
    [InlineData("/text", 1 << 20, 413)]
    [InlineData("/long", 1 << 21, 200)]
    [InlineData("/long", 1 << 22, 413)]
    public async Task Post_OfSize_IsRefusedAboveTheLimitOfItsRoute(string path, int characters, int status)
    {
        await using var service = await StartAsync();
        using var body = new StringContent($$"""{"value":"{{new string('x', characters)}}"}""", null, "application/json");
        var answer = await service.SendAsync(HttpMethod.Post, path, null, body, ("Expect", "100-continue"));
        Assert.Equal(status, (int)answer.Status);
        if (status != 200)
            answer.AssertProblem(HttpStatusCode.RequestEntityTooLarge, "payload-too-large");
    }

    [Fact]
    public async Task GetScalar_Page_LoadsOnlyFromItsOwnHost()
    {
        await using var service = await StartAsync();
        var answer = await service.GetAsync("/scalar/");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.StartsWith("default-src 'self'", answer.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.DoesNotContain("src=\"https://", answer.Body, StringComparison.Ordinal);
        Assert.Null(answer.Header("RateLimit"));
    }
}
