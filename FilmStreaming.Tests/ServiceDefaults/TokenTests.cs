using System.Net;
using System.Security.Cryptography;
using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.Tests.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Tokens;

namespace FilmStreaming.Tests.ServiceDefaults;

public sealed class TokenTests
{
    private static Task<TestService> StartAsync() => TestService.StartAsync(app =>
    {
        app.MapGet("/viewer", (HttpContext http) => http.User.GetAccountId()).RequireAuthorization(Policies.Viewer);
        app.MapGet("/editor", () => "").RequireAuthorization(Policies.Editor);
        app.MapGet("/administrator", () => "").RequireAuthorization(Policies.Administrator);
    });

    [Fact]
    public async Task Get_WithToken_ActsForItsAccount()
    {
        await using var service = await StartAsync();
        var account = Guid.CreateVersion7();
        var answer = await service.GetAsync("/viewer", service.Tokens.Issue(account, Roles.Viewer));
        Assert.Equal(account, answer.Json.GetGuid());
    }

    [Theory]
    [InlineData(Roles.Viewer, "200 403 403")]
    [InlineData(Roles.Editor, "200 200 403")]
    [InlineData(Roles.Administrator, "200 200 200")]
    [InlineData("stranger", "403 403 403")]
    public async Task Get_WithRole_ReachesItsPoliciesAndThoseBelow(string role, string expected)
    {
        await using var service = await StartAsync();
        var token = service.Tokens.Issue(Guid.CreateVersion7(), role);
        List<int> statuses = [];
        foreach (var path in (string[])["/viewer", "/editor", "/administrator"])
            statuses.Add((int)(await service.GetAsync(path, token)).Status);
        Assert.Equal(expected, string.Join(' ', statuses));
    }

    private static readonly Dictionary<string, Action<TestTokens, SecurityTokenDescriptor>> Spoilings = new()
    {
        ["another type"] = (_, token) => token.TokenType = "JWT",
        ["another issuer"] = (_, token) => token.Issuer = "urn:other",
        ["another audience"] = (_, token) => token.Claims["aud"] = "userapi",
        ["no expiry"] = (_, token) => token.Expires = null,
        ["expired beyond the skew"] = (_, token) => token.Expires = token.NotBefore!.Value.AddSeconds(-30),
        ["not valid yet beyond the skew"] = (_, token) => token.NotBefore = token.NotBefore!.Value.AddSeconds(31),
        ["another key"] = (_, token) => token.SigningCredentials = new(new TestTokens().Key, SecurityAlgorithms.EcdsaSha256),
        ["another key of the same id"] = (tokens, token) => token.SigningCredentials = new(
            new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = tokens.Key.KeyId }, SecurityAlgorithms.EcdsaSha256),
        ["HS256 with the public key as secret"] = (tokens, token) => token.SigningCredentials = new(
            new SymmetricSecurityKey(tokens.Key.ECDsa.ExportSubjectPublicKeyInfo()) { KeyId = tokens.Key.KeyId },
            SecurityAlgorithms.HmacSha256),
    };

    public static TheoryData<string> SpoiledTokens => [.. Spoilings.Keys];

    [Theory]
    [MemberData(nameof(SpoiledTokens))]
    public async Task Get_WithSpoiledToken_AnswersUnauthorized(string spoiling)
    {
        await using var service = await StartAsync();
        var token = service.Tokens.Describe(Guid.CreateVersion7(), Roles.Viewer);
        Spoilings[spoiling](service.Tokens, token);
        var answer = await service.GetAsync("/viewer", service.Tokens.Sign(token));
        answer.AssertProblem(HttpStatusCode.Unauthorized, "unauthorized");
        Assert.StartsWith("Bearer error=\"invalid_token\"", answer.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_WithUnsignedToken_AnswersUnauthorized()
    {
        await using var service = await StartAsync();
        var payload = service.Tokens.Issue(Guid.CreateVersion7(), Roles.Viewer).Split('.')[1];
        var header = Base64UrlEncoder.Encode("""{"alg":"none","typ":"at+jwt"}""");
        var answer = await service.GetAsync("/viewer", $"{header}.{payload}.");
        answer.AssertProblem(HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Theory]
    [InlineData(-29)]
    [InlineData(10)]
    public async Task Get_WithinTheSkew_IsAnswered(int secondsToExpiry)
    {
        await using var service = await StartAsync();
        var token = service.Tokens.Describe(Guid.CreateVersion7(), Roles.Viewer);
        token.Expires = token.NotBefore!.Value.AddSeconds(secondsToExpiry);
        token.NotBefore = token.NotBefore.Value.AddSeconds(-60);
        Assert.Equal(HttpStatusCode.OK, (await service.GetAsync("/viewer", service.Tokens.Sign(token))).Status);
    }

    [Fact]
    public async Task Get_WithoutToken_SaysWhichSchemeToUse()
    {
        await using var service = await StartAsync();
        Assert.Equal("Bearer", (await service.GetAsync("/viewer")).Header("WWW-Authenticate"));
    }
}
