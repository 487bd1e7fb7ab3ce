using System.Net;
using Microsoft.AspNetCore.Http;

namespace FilmStreaming.Tests.Gateway;

public sealed class ForwardingTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Forward_WithForgedForwardingHeaders_ReplacesThem()
    {
        await using var service = await FakeService.StartAsync();
        await using var gateway = await GatewayFixture.StartAsync(service.Address);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/movies");
        request.Headers.Host = "films.example";
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        request.Headers.Add("X-Forwarded-Host", "evil.example");
        request.Headers.Add("X-Forwarded-Prefix", "/evil");
        request.Headers.Add("Forwarded", "for=203.0.113.7");

        using var response = await gateway.Client.SendAsync(request, Cancellation);

        var headers = Assert.Single(service.Received).Headers;
        Assert.Equal("films.example", headers["X-Forwarded-Host"]);
        Assert.Equal("http", headers["X-Forwarded-Proto"]);
        Assert.DoesNotContain("X-Forwarded-Prefix", headers.Keys);
        Assert.DoesNotContain("Forwarded", headers.Keys);
        Assert.DoesNotContain("evil", headers["X-Forwarded-For"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forward_WithHopByHopHeaders_DropsThem()
    {
        await using var service = await FakeService.StartAsync(context =>
        {
            context.Response.Headers["Keep-Alive"] = "timeout=5";
            return Task.CompletedTask;
        });
        await using var gateway = await GatewayFixture.StartAsync(service.Address);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/movies");
        request.Headers.Add("TE", "trailers");
        request.Headers.Add("Proxy-Authorization", "Basic eDp5");

        using var response = await gateway.Client.SendAsync(request, Cancellation);

        var headers = Assert.Single(service.Received).Headers;
        Assert.DoesNotContain("Proxy-Authorization", headers.Keys);
        Assert.DoesNotContain("Keep-Alive", response.Headers.Select(header => header.Key));
    }

    [Fact]
    public async Task Forward_WithATokenWhileTheUserApiIsAway_LeavesItToTheService()
    {
        await using var service = await FakeService.StartAsync();
        await using var gateway = await GatewayFixture.StartAsync(service.Address);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/movies");
        request.Headers.Add("Authorization", "Bearer token");

        using var response = await gateway.Client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("Bearer token", Assert.Single(service.Received).Headers["Authorization"]);
    }

    [Fact]
    public async Task Forward_WhenBothSetSecurityHeaders_AnswersEachOnce()
    {
        await using var service = await FakeService.StartAsync(context =>
        {
            context.Response.Headers.XContentTypeOptions = "nosniff";
            context.Response.Headers.ContentSecurityPolicy = "default-src 'none'";
            context.Response.Headers["Referrer-Policy"] = "no-referrer";
            return Task.CompletedTask;
        });
        await using var gateway = await GatewayFixture.StartAsync(service.Address);

        using var response = await gateway.Client.GetAsync("/v1/movies", Cancellation);

        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
        Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
    }

    [Theory]
    [InlineData("/v1/movies", 1024 * 1024, HttpStatusCode.OK)]
    [InlineData("/v1/movies", 1024 * 1024 + 1, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("/v1/movies/import", 40 * 1024 * 1024, HttpStatusCode.OK)]
    public async Task Forward_WithBody_HoldsTheLimitOfTheRoute(string path, int bytes, HttpStatusCode expected)
    {
        await using var service = await FakeService.StartAsync(ReadBody);
        await using var gateway = await GatewayFixture.StartAsync(service.Address);

        using var response = await gateway.Client.PostAsync(path, new ByteArrayContent(new byte[bytes]), Cancellation);

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Forward_WithChunkedBodyOverTheLimit_Answers413Problem()
    {
        await using var service = await FakeService.StartAsync(ReadBody);
        await using var gateway = await GatewayFixture.StartAsync(service.Address);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/movies")
        {
            Content = new ByteArrayContent(new byte[2 * 1024 * 1024]),
            Headers = { TransferEncodingChunked = true },
        };

        using var response = await gateway.Client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Theory]
    [InlineData("/v2/movies")]
    [InlineData("/health/nothing")]
    [InlineData("/internal")]
    public async Task Get_OfAPathThatIsNotInTheTable_Answers404(string path)
    {
        await using var service = await FakeService.StartAsync();
        await using var gateway = await GatewayFixture.StartAsync(service.Address);

        using var response = await gateway.Client.GetAsync(path, Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(service.Received);
    }

    private static async Task ReadBody(HttpContext context)
    {
        context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
    }
}
