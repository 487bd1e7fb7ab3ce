using System.Net;
using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.Tests.Infrastructure;
using FilmStreaming.Tests.ServiceDefaults;
using FilmStreaming.UserApi.Tokens;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FilmStreaming.Tests.UserApi.Tokens;

public sealed class AccessTokenTests(UserApiFixture fixture) : IClassFixture<UserApiFixture>
{
    private readonly TestUserApi _api = fixture.Api;

    [Fact]
    public async Task Token_OfSignIn_HasTheClaimsOfRfc9068()
    {
        var viewer = await _api.NewViewerAsync();

        var token = new JsonWebToken(viewer.Token);

        Assert.Equal(("at+jwt", "ES256"), (token.Typ, token.Alg));
        Assert.Equal("urn:filmstreaming", token.Issuer);
        Assert.Equal(["movieapi", "userapi", "gateway"], token.Audiences);
        Assert.Equal(viewer.AccountId.ToString(), token.Subject);
        Assert.Equal(TimeSpan.FromMinutes(10), token.ValidTo - token.IssuedAt);
        Assert.Equal("viewer", Assert.Single(token.GetPayloadValue<string[]>("roles")));
        Assert.Equal(["pwd"], token.GetPayloadValue<string[]>("amr"));
        Assert.Equal("filmstreaming", token.GetPayloadValue<string>("client_id"));
        Assert.True(Guid.TryParse(token.Id, out _));
        Assert.True(Guid.TryParse(token.GetPayloadValue<string>("sid"), out _));
        // A viewer has no rights that a second factor would be needed for.
        Assert.Equal(AccessTokenIssuer.Claims.Except([AccessTokenOptions.SecondFactorNeededClaim]).Order(), token.Claims.Select(claim => claim.Type).Distinct().Order());
    }

    [Fact]
    public async Task Token_OfEachSignIn_HasItsOwnIdAndSession()
    {
        var viewer = await _api.NewViewerAsync();
        var (first, second) = (
            new JsonWebToken(viewer.Token),
            new JsonWebToken((await _api.SignInAsync(viewer.Email)).Json.GetProperty("accessToken").GetString()));

        Assert.NotEqual(first.Id, second.Id);
        Assert.NotEqual(first.GetPayloadValue<string>("sid"), second.GetPayloadValue<string>("sid"));
    }

    [Fact]
    public async Task KeySet_AsPublished_VerifiesTheTokenAndHoldsNoPrivatePart()
    {
        var viewer = await _api.NewViewerAsync();

        var answer = await _api.GetAsync("/.well-known/jwks.json");

        Assert.Equal("public, max-age=300", answer.Header("Cache-Control"));
        var key = Assert.Single(answer.Json.GetProperty("keys").EnumerateArray());
        Assert.Equal(["alg", "crv", "kid", "kty", "use", "x", "y"], key.EnumerateObject().Select(member => member.Name).Order());
        Assert.True((await ValidateAsync(viewer.Token, answer)).IsValid);
        Assert.False((await ValidateAsync(viewer.Token[..^8] + "AAAAAAAA", answer)).IsValid);
    }

    [Fact]
    public async Task Discovery_AsPublished_NamesIssuerAndKeySet()
    {
        var answer = await _api.GetAsync("/.well-known/openid-configuration");

        Assert.Equal("max-age=300, private", answer.Header("Cache-Control"));
        Assert.Equal("urn:filmstreaming", answer.Json.GetProperty("issuer").GetString());
        var keySet = new Uri(answer.Json.GetProperty("jwks_uri").GetString()!);
        Assert.Equal(HttpStatusCode.OK, (await _api.GetAsync(keySet.PathAndQuery)).Status);
    }

    [Fact]
    public async Task Token_AfterItsLifetime_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var api = await TestUserApi.StartAsync(
            folder.FullPath,
            builder => builder.Services.AddSingleton<TimeProvider>(time),
            settings: ("Tokens:AccessTokenLifetime", "00:02:00"));
        var viewer = await api.NewViewerAsync();

        time.Advance(TimeSpan.FromSeconds(119));
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/v1/me", viewer.Token)).Status);
        time.Advance(TimeSpan.FromSeconds(32));
        Assert.Equal(HttpStatusCode.Unauthorized, (await api.GetAsync("/v1/me", viewer.Token)).Status);
    }

    [Fact]
    public async Task Token_AfterARestart_IsStillAccepted()
    {
        using var folder = new TemporaryFolder();
        SignedIn viewer;
        await using (var first = await TestUserApi.StartAsync(folder.FullPath))
            viewer = await first.NewViewerAsync();

        await using var second = await TestUserApi.StartAsync(folder.FullPath);

        Assert.Equal(HttpStatusCode.OK, (await second.GetAsync("/v1/me", viewer.Token)).Status);
        Assert.Single((await second.GetAsync("/.well-known/jwks.json")).Json.GetProperty("keys").EnumerateArray());
    }

    [Theory]
    [InlineData("Tokens:AccessTokenLifetime", "00:00:59")]
    [InlineData("Tokens:AccessTokenLifetime", "01:00:01")]
    [InlineData("Tokens:KeyRotationInterval", "02:59:59")]
    [InlineData("Tokens:KeyRotationInterval", "365.00:00:01")]
    [InlineData("Tokens:KeyPublishAhead", "01:09:59")]
    [InlineData("Tokens:KeyPublishAhead", "15.00:00:00")]
    [InlineData("Tokens:KeyOverlap", "01:09:59")]
    [InlineData("Tokens:KeyOverlap", "30.00:00:01")]
    public async Task Start_WithSettingOutOfRange_IsRefusedByItsName(string setting, string value)
    {
        using var folder = new TemporaryFolder();

        var e = await Assert.ThrowsAsync<OptionsValidationException>(() =>
            TestUserApi.StartAsync(folder.FullPath, settings: (setting, value)));

        Assert.Contains(setting, e.Message, StringComparison.Ordinal);
    }

    private static Task<TokenValidationResult> ValidateAsync(string token, Answer keySet) =>
        new JsonWebTokenHandler().ValidateTokenAsync(token, new()
        {
            ValidIssuer = "urn:filmstreaming",
            ValidAudience = "movieapi",
            ValidTypes = ["at+jwt"],
            IssuerSigningKeys = new JsonWebKeySet(keySet.Body).GetSigningKeys(),
        });
}
