using System.Net;
using System.Security.Claims;
using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.Tests.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace FilmStreaming.Tests.ServiceDefaults;

/// <summary>A token that was remembered is refused as soon as one that was not would be.</summary>
public sealed class RememberedTokensTests
{
    private static Task<TestService> StartAsync(int limit = 10_000) => TestService.StartAsync(
        app => app.MapGet("/", (HttpContext http) =>
        {
            ((ClaimsIdentity)http.User.Identity!).AddClaim(new("seen", ""));
            return http.User.FindAll("seen").Count();
        }).RequireAuthorization(Policies.Viewer),
        settings: ("Authentication:MaxRememberedTokens", $"{limit}"));

    private static RememberedTokens Remembered(TestService service) => service.Services.GetRequiredService<RememberedTokens>();

    private static Task<OpenIdConnectConfiguration> KeysOf(TestService service) =>
        service.Services.GetRequiredService<IConfigurationManager<OpenIdConnectConfiguration>>()
            .GetConfigurationAsync(TestContext.Current.CancellationToken);

    [Fact]
    public async Task Token_UsedAgain_IsRememberedAndHasAnIdentityOfItsOwn()
    {
        await using var service = await StartAsync();
        var token = service.Tokens.Issue(Guid.CreateVersion7(), Roles.Viewer);
        for (var i = 0; i < 3; i++)
            Assert.Equal(1, (await service.GetAsync("/", token)).Json.GetInt32());

        Assert.Equal(1, Remembered(service).Count);
        Assert.NotNull(Remembered(service).Find(token, await KeysOf(service)));
    }

    [Fact]
    public async Task Token_WhereNoneAreRemembered_IsVerifiedEachTime()
    {
        await using var service = await StartAsync(limit: 0);
        var token = service.Tokens.Issue(Guid.CreateVersion7(), Roles.Viewer);

        Assert.Equal(HttpStatusCode.OK, (await service.GetAsync("/", token)).Status);
        Assert.Null(Remembered(service).Find(token, await KeysOf(service)));
    }

    [Fact]
    public async Task Tokens_BeyondTheLimit_AreStillJudgedButNotAllRemembered()
    {
        await using var service = await StartAsync(limit: 5);
        for (var i = 0; i < 20; i++)
            Assert.Equal(HttpStatusCode.OK, (await service.GetAsync("/", service.Tokens.Issue(Guid.CreateVersion7(), Roles.Viewer))).Status);

        Assert.InRange(Remembered(service).Count, 1, 5);
    }

    [Fact]
    public async Task RememberedToken_AfterItExpired_IsRefused()
    {
        await using var service = await StartAsync();
        var token = service.Tokens.Issue(Guid.CreateVersion7(), Roles.Viewer);
        Assert.Equal(HttpStatusCode.OK, (await service.GetAsync("/", token)).Status);

        service.Time.Advance(TimeSpan.FromMinutes(10) + AccessTokenOptions.ClockSkew - TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await service.GetAsync("/", token)).Status);
        service.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Unauthorized, (await service.GetAsync("/", token)).Status);
    }

    [Fact]
    public async Task RememberedToken_AfterItsSessionWasRevoked_IsRefused()
    {
        await using var service = await StartAsync();
        var described = service.Tokens.Describe(Guid.CreateVersion7(), Roles.Viewer);
        var token = service.Tokens.Sign(described);
        Assert.Equal(HttpStatusCode.OK, (await service.GetAsync("/", token)).Status);

        var session = Guid.Parse((string)described.Claims["sid"]);
        service.Services.GetRequiredService<RevokedSessions>().Add(session, service.Time.GetUtcNow().AddMinutes(10));

        Assert.Equal(HttpStatusCode.Unauthorized, (await service.GetAsync("/", token)).Status);
    }

    [Fact]
    public async Task RememberedToken_AfterItsKeyWasWithdrawn_IsRefused()
    {
        await using var service = await StartAsync();
        var token = service.Tokens.Issue(Guid.CreateVersion7(), Roles.Viewer);
        Assert.Equal(HttpStatusCode.OK, (await service.GetAsync("/", token)).Status);

        var keys = await KeysOf(service);
        keys.SigningKeys.Clear();
        keys.SigningKeys.Add(new TestTokens().PublicKey);

        Assert.Equal(HttpStatusCode.Unauthorized, (await service.GetAsync("/", token)).Status);
    }

    [Fact]
    public async Task TokenLikeARememberedOne_WithAnotherSignature_IsRefused()
    {
        await using var service = await StartAsync();
        var described = service.Tokens.Describe(Guid.CreateVersion7(), Roles.Viewer);
        Assert.Equal(HttpStatusCode.OK, (await service.GetAsync("/", service.Tokens.Sign(described))).Status);

        described.SigningCredentials = new(
            new TestTokens(key: new(new TestTokens().Key.ECDsa) { KeyId = service.Tokens.Key.KeyId }).Key, SecurityAlgorithms.EcdsaSha256);

        Assert.Equal(HttpStatusCode.Unauthorized, (await service.GetAsync("/", service.Tokens.Sign(described))).Status);
        Assert.Equal(1, Remembered(service).Count);
    }
}
