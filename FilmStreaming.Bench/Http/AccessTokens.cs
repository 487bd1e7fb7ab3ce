using System.Security.Cryptography;
using System.Text.Json;
using FilmStreaming.ServiceDefaults;
using FilmStreaming.ServiceDefaults.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FilmStreaming.Bench.Http;

/// <summary>Stands in for the User API: signs access tokens, and publishes the key that verifies them.</summary>
internal sealed class AccessTokens : IAsyncDisposable
{
    private readonly ECDsaSecurityKey _key = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = Guid.CreateVersion7().ToString("N") };
    private readonly WebApplication _app;

    private AccessTokens()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        var parameters = _key.ECDsa.ExportParameters(includePrivateParameters: false);
        var keys = JsonSerializer.Serialize(new
        {
            keys = new[]
            {
                new
                {
                    kty = "EC",
                    crv = "P-256",
                    use = "sig",
                    alg = SecurityAlgorithms.EcdsaSha256,
                    kid = _key.KeyId,
                    x = Base64UrlEncoder.Encode(parameters.Q.X),
                    y = Base64UrlEncoder.Encode(parameters.Q.Y),
                },
            },
        });
        _app.MapGet("/", () => keys);
    }

    /// <summary>Where the key is published.</summary>
    public string Address => _app.Urls.First();

    public static async Task<AccessTokens> StartAsync(CancellationToken cancellationToken)
    {
        var tokens = new AccessTokens();
        await tokens._app.StartAsync(cancellationToken);
        return tokens;
    }

    /// <summary>A token as a new account of these roles has it, for a day.</summary>
    public string Issue(params string[] roles)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            TokenType = AccessTokenOptions.TokenType,
            Issuer = new AccessTokenOptions().Issuer,
            IssuedAt = now,
            NotBefore = now,
            Expires = now.AddDays(1),
            SigningCredentials = new(_key, SecurityAlgorithms.EcdsaSha256),
            Claims = new Dictionary<string, object>
            {
                ["aud"] = new[] { ResourceNames.MovieApi, ResourceNames.UserApi, ResourceNames.Gateway },
                ["sub"] = Guid.CreateVersion7().ToString(),
                ["jti"] = Guid.CreateVersion7().ToString(),
                ["sid"] = Guid.CreateVersion7().ToString(),
                [AccessTokenOptions.RoleClaim] = roles,
            },
        });
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
