using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using FilmStreaming.Tests.ForeignConsumer;
using FilmStreaming.Tests.Infrastructure;
using FilmStreaming.UserApi.Tokens;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FilmStreaming.Tests.ForeignVerifier;

/// <summary>A program in another language verifies access tokens with the npm package jose, knowing nothing but the public address.</summary>
public sealed class ForeignVerifierTests
{
    private static readonly Dictionary<string, Action<SecurityTokenDescriptor>> Spoilings = new()
    {
        ["another issuer"] = token => token.Issuer = "urn:other",
        ["another type"] = token => token.TokenType = "JWT",
        ["expired"] = token => token.Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-1),
        ["no account"] = token => token.Claims.Remove("sub"),
        ["another key of the same id"] = token => token.SigningCredentials = new(
            new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = token.SigningCredentials.Kid },
            SecurityAlgorithms.EcdsaSha256),
        ["an unknown key"] = token => token.SigningCredentials = new(new TestTokens().Key, SecurityAlgorithms.EcdsaSha256),
        ["HS256"] = token => token.SigningCredentials = new(
            new SymmetricSecurityKey(new byte[32]) { KeyId = token.SigningCredentials.Kid }, SecurityAlgorithms.HmacSha256),
    };

    [Fact]
    public async Task ForeignVerifier_OfRealTokens_AcceptsThemAndRefusesWrongOnes()
    {
        await using var platform = await PlatformHost.StartEmbeddedAsync();
        using var node = await NodeProgram.InstallAsync(Path.Combine(AppContext.BaseDirectory, "ForeignVerifier"));
        var token = await new Tour(platform.Client).SignInAsAdministratorAsync();
        var signing = (await platform.UserApi.Services.GetRequiredService<SigningKeyRing>()
            .GetAsync(TestContext.Current.CancellationToken)).Signing;

        node.Start("index.mjs", platform.Client.BaseAddress!.ToString().TrimEnd('/'));
        await node.WriteLineAsync(Ask("good", token), last: false);
        await node.WriteLineAsync(Ask("good at the User API", token, audience: "userapi"), last: false);
        await node.WriteLineAsync(Ask("another audience", token, audience: "payments"), last: false);
        var expiry = new DateTimeOffset(new JsonWebToken(token).ValidTo).ToUnixTimeSeconds();
        await node.WriteLineAsync(Ask("at its expiry", token, at: expiry), last: false);
        await node.WriteLineAsync(Ask("a second before its expiry", token, at: expiry - 1), last: false);
        await node.WriteLineAsync(Ask("not spoiled", Spoiled(signing, _ => { })), last: false);
        foreach (var (name, spoil) in Spoilings)
            await node.WriteLineAsync(Ask(name, Spoiled(signing, spoil)), last: false);
        await node.WriteLineAsync(Ask("another signature", token[..^8] + "AAAAAAAA"), last: true);

        var published = await ReadAsync(node);
        var verdicts = new Dictionary<string, JsonNode>();
        while (await node.ReadLineAsync() is { } line)
            verdicts.Add(JsonNode.Parse(line)!["name"]!.GetValue<string>(), JsonNode.Parse(line)!);
        Assert.True(await node.ExitCodeAsync() == 0, node.Errors);

        Assert.Equal("""["private, max-age=300","public, max-age=300"]""", published["caching"]!.ToJsonString());
        Assert.Equal(signing.Kid, Assert.Single(published["keys"]!.AsArray())!["kid"]!.GetValue<string>());
        Assert.Equal("administrator", Join(verdicts["good"]["claims"]!["roles"]!));
        string[] accepted = ["good", "not spoiled", "good at the User API", "a second before its expiry"];
        Assert.All(accepted, name => Assert.NotNull(verdicts[name]["claims"]));
        Assert.All(verdicts.Where(verdict => !accepted.Contains(verdict.Key)), verdict => Assert.NotNull(verdict.Value["refused"]));
        Assert.Equal(Spoilings.Count + 3 + accepted.Length, verdicts.Count);
    }

    private static string Spoiled(SigningCredentials signing, Action<SecurityTokenDescriptor> spoil)
    {
        var described = new TestTokens().Describe(Guid.CreateVersion7(), "viewer");
        described.Claims["client_id"] = "filmstreaming";
        described.SigningCredentials = signing;
        described.NotBefore = null;
        spoil(described);
        return new TestTokens().Sign(described);
    }

    private static string Ask(string name, string token, string audience = "movieapi", long? at = null) =>
        JsonSerializer.Serialize(new { name, token, audience, at });

    private static string Join(JsonNode roles) =>
        roles is JsonArray several ? string.Join(',', several.Select(role => role!.GetValue<string>())) : roles.GetValue<string>();

    private static async Task<JsonNode> ReadAsync(NodeProgram node) =>
        JsonNode.Parse(await node.ReadLineAsync() ?? throw new InvalidOperationException(node.Errors))!;
}
