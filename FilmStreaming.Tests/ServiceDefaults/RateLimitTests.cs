using System.Net;
using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.ServiceDefaults.RateLimits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace FilmStreaming.Tests.ServiceDefaults;

public sealed class RateLimitTests
{
    private static Task<TestService> StartAsync(params (string, string)[] settings) => TestService.StartAsync(
        app =>
        {
            app.MapGet("/", () => "");
            app.MapGet("/fault", IResult () => throw new InvalidOperationException());
            app.MapGet("/private", () => "").RequireAuthorization(Policies.Viewer);
            app.MapGet("/sign-in", () => "").WithRateLimit(RateLimitClass.SignIn);
        },
        settings: [("RateLimits:Classes:default:Limit", "3"), .. settings]);

    private static (string, string) From(string address) => ("X-Forwarded-For", address);

    [Fact]
    public async Task Get_BelowTheLimit_TellsWhereTheClientStands()
    {
        await using var service = await StartAsync();
        await service.GetAsync("/");
        service.Time.Advance(TimeSpan.FromSeconds(29.5));
        var answer = await service.GetAsync("/");
        Assert.Equal("\"default\";q=3;w=60", answer.Header("RateLimit-Policy"));
        Assert.Equal("\"default\";r=1;t=31", answer.Header("RateLimit"));
        Assert.Null(answer.Header("Retry-After"));
    }

    [Fact]
    public async Task Get_AboveTheLimit_AnswersTooManyRequestsUntilTheWindowEnds()
    {
        await using var service = await StartAsync();
        for (var i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.OK, (await service.GetAsync("/")).Status);
        service.Time.Advance(TimeSpan.FromSeconds(20));

        var refused = await service.GetAsync("/");
        refused.AssertProblem(HttpStatusCode.TooManyRequests, "rate-limited");
        Assert.Equal("40", refused.Header("Retry-After"));
        Assert.Equal("\"default\";r=0;t=40", refused.Header("RateLimit"));
        Assert.Equal("\"default\";q=3;w=60", refused.Header("RateLimit-Policy"));

        service.Time.Advance(TimeSpan.FromSeconds(40));
        Assert.Equal(HttpStatusCode.OK, (await service.GetAsync("/")).Status);
    }

    [Theory]
    [InlineData("/nowhere")]
    [InlineData("/fault")]
    [InlineData("/private")]
    public async Task Get_ThatFails_IsCountedToo(string path)
    {
        await using var service = await StartAsync();
        Assert.Equal("\"default\";r=2;t=60", (await service.GetAsync(path)).Header("RateLimit"));
    }

    [Fact]
    public async Task Get_FromTwoAddresses_IsCountedApart()
    {
        await using var service = await StartAsync();
        await service.GetAsync("/", null, From("203.0.113.1"));
        var other = await service.GetAsync("/", null, From("203.0.113.2"));
        Assert.Equal("\"default\";r=2;t=60", other.Header("RateLimit"));
    }

    [Fact]
    public async Task Get_WithToken_IsCountedByAccountFromAnyAddress()
    {
        await using var service = await StartAsync();
        var token = service.Tokens.Issue(Guid.CreateVersion7(), Roles.Viewer);
        await service.GetAsync("/private", token, From("203.0.113.1"));
        var again = await service.GetAsync("/private", token, From("203.0.113.2"));
        Assert.Equal("\"default\";r=1;t=60", again.Header("RateLimit"));
    }

    [Fact]
    public async Task GetSignIn_WithTokens_IsCountedByAddress()
    {
        await using var service = await StartAsync();
        await service.GetAsync("/sign-in", service.Tokens.Issue(Guid.CreateVersion7(), Roles.Viewer));
        var again = await service.GetAsync("/sign-in", service.Tokens.Issue(Guid.CreateVersion7(), Roles.Viewer));
        Assert.Equal("\"sign-in\";q=10;w=60", again.Header("RateLimit-Policy"));
        Assert.Equal("\"sign-in\";r=8;t=60", again.Header("RateLimit"));
    }

    [Fact]
    public async Task Get_WhereLimitsAreOff_IsNotCounted()
    {
        await using var service = await StartAsync(("RateLimits:Enabled", "false"));
        Assert.Null((await service.GetAsync("/")).Header("RateLimit"));
    }

    [Fact]
    public void Options_WithoutSettings_LimitAsTheOriginalDid()
    {
        var options = new RateLimitOptions();
        Assert.Equal((100, TimeSpan.FromMinutes(1)), (options.Of("anything").Limit, options.Of("anything").Window));
        Assert.Equal([100, 10, 120, 10, 10, 300, 600], options.Classes.Values.Select(limit => limit.Limit));
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    public void Network_OfAddress_IsWhatOneCustomerHolds(string address, string network) =>
        Assert.Equal(network, RateLimitKey.Network(IPAddress.Parse(address)));
}
