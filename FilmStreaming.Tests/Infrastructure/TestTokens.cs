using System.Security.Cryptography;
using FilmStreaming.ServiceDefaults;
using FilmStreaming.ServiceDefaults.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace FilmStreaming.Tests.Infrastructure;

/// <summary>Issues real access tokens, as the User API does, with a key of its own.</summary>
internal sealed class TestTokens
{
    public const string Issuer = "urn:filmstreaming";

    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    private readonly TimeProvider _time;

    public TestTokens(TimeProvider? time = null, ECDsaSecurityKey? key = null)
    {
        _time = time ?? TimeProvider.System;
        Key = key ?? new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = Guid.CreateVersion7().ToString("N") };
    }

    public ECDsaSecurityKey Key { get; }

    public JsonWebKey PublicKey
    {
        get
        {
            var half = ECDsa.Create(Key.ECDsa.ExportParameters(includePrivateParameters: false));
            var key = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new(half) { KeyId = Key.KeyId });
            (key.Use, key.Alg) = ("sig", SecurityAlgorithms.EcdsaSha256);
            return key;
        }
    }

    /// <summary>Makes the service believe these tokens, in place of those that the User API signs.</summary>
    public void AcceptIn(WebApplicationBuilder builder)
    {
        var keys = new OpenIdConnectConfiguration();
        keys.SigningKeys.Add(PublicKey);
        builder.Services.AddSingleton<IConfigurationManager<OpenIdConnectConfiguration>>(
            new StaticConfigurationManager<OpenIdConnectConfiguration>(keys));
    }

    /// <summary>A token for all services that is good for ten minutes.</summary>
    public string Issue(Guid account, params string[] roles) => Sign(Describe(account, roles));

    public string Sign(SecurityTokenDescriptor token)
    {
        token.SigningCredentials ??= new(Key, SecurityAlgorithms.EcdsaSha256);
        return Handler.CreateToken(token);
    }

    /// <summary>What <see cref="Issue"/> signs, for a test to spoil first.</summary>
    public SecurityTokenDescriptor Describe(Guid account, params string[] roles)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        return new()
        {
            TokenType = AccessTokenOptions.TokenType,
            Issuer = Issuer,
            IssuedAt = now,
            NotBefore = now,
            Expires = now.AddMinutes(10),
            Claims = new Dictionary<string, object>
            {
                ["aud"] = new[] { ResourceNames.MovieApi, ResourceNames.UserApi, ResourceNames.Gateway },
                ["sub"] = account.ToString(),
                ["jti"] = Guid.CreateVersion7().ToString(),
                ["sid"] = Guid.CreateVersion7().ToString(),
                ["auth_time"] = _time.GetUtcNow().ToUnixTimeSeconds(),
                [AccessTokenOptions.RoleClaim] = roles,
            },
        };
    }
}
