using System.Net;
using System.Security.Claims;
using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.Tests.Infrastructure;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace FilmStreaming.Tests.ServiceDefaults;

/// <summary>A token that was remembered is refused as soon as one that was not would be.</summary>
public sealed class AccessTokenValidationTests
{
    private static Task<TestService> StartAsync(int limit = 10_000) => TestService.StartAsync(
        app => app.MapGet("/", (HttpContext http) =>
        {
            ((ClaimsIdentity)http.User.Identity!).AddClaim(new("seen", ""));
            return http.User.FindAll("seen").Count();
        }).RequireAuthorization(Policies.Viewer),
        settings: ("Authentication:MaxRememberedTokens", $"{limit}"));

    private static AccessTokenValidation ValidationOf(TestService service) => service.Services.GetRequiredService<AccessTokenValidation>();

    [Fact]
    public async Task Token_UsedAgain_IsRememberedAndHasAnIdentityOfItsOwn()
    {
        await using var service = await StartAsync();
        var token = service.Tokens.Issue(Guid.CreateVersion7(), Roles.Viewer);
        for (var i = 0; i < 3; i++)
            Assert.Equal(1, (await service.GetAsync("/", token)).Json.GetInt32());

        Assert.Equal(1, ValidationOf(service).Remembered);
        Assert.Same((await ValidateAsync(service, token)).SecurityToken, (await ValidateAsync(service, token)).SecurityToken);
    }

    [Fact]
    public async Task Token_WhereNoneAreRemembered_IsVerifiedEachTime()
    {
        await using var service = await StartAsync(limit: 0);
        var token = service.Tokens.Issue(Guid.CreateVersion7(), Roles.Viewer);

        Assert.NotSame((await ValidateAsync(service, token)).SecurityToken, (await ValidateAsync(service, token)).SecurityToken);
        Assert.Equal(HttpStatusCode.OK, (await service.GetAsync("/", token)).Status);
        Assert.Equal(0, ValidationOf(service).Remembered);
    }

    [Fact]
    public async Task Tokens_BeyondTheLimit_AreStillJudgedButNotAllRemembered()
    {
        await using var service = await StartAsync(limit: 5);
        for (var i = 0; i < 20; i++)
            Assert.Equal(HttpStatusCode.OK, (await service.GetAsync("/", service.Tokens.Issue(Guid.CreateVersion7(), Roles.Viewer))).Status);

        Assert.InRange(ValidationOf(service).Remembered, 1, 5);
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

        var keys = await service.Services.GetRequiredService<IConfigurationManager<OpenIdConnectConfiguration>>()
            .GetConfigurationAsync(TestContext.Current.CancellationToken);
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
        Assert.Equal(1, ValidationOf(service).Remembered);
    }

    private static async Task<TokenValidationResult> ValidateAsync(TestService service, string token)
    {
        var options = service.Services.GetRequiredService<IOptionsMonitor<JwtBearerOptions>>().Get(JwtBearerDefaults.AuthenticationScheme);
        var parameters = options.TokenValidationParameters.Clone();
        parameters.ConfigurationManager = (BaseConfigurationManager)options.ConfigurationManager!;
        var result = await ValidationOf(service).ValidateTokenAsync(token, parameters);
        Assert.True(result.IsValid);
        return result;
    }
}
