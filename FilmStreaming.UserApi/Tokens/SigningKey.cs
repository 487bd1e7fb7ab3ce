using System.Buffers.Text;
using System.Security.Cryptography;
using FilmStreaming.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.IdentityModel.Tokens;

namespace FilmStreaming.UserApi.Tokens;

/// <summary>A key pair of ES256 (RFC 7518, section 3.4) as it is stored. Each generation exists once.</summary>
internal sealed record SigningKey
{
    /// <summary>1 for the first key of a database, one more with each that follows.</summary>
    public required int Generation { get; init; }

    /// <summary>The thumbprint of the public part (RFC 7638), so that no two keys ever have the same name.</summary>
    public required string Kid { get; init; }

    /// <summary>The public point on P-256, each coordinate in base64url as a JWK has it.</summary>
    public required string X { get; init; }

    /// <inheritdoc cref="X"/>
    public required string Y { get; init; }

    /// <summary>The private part as PKCS #8, encrypted by data protection.</summary>
    public required string ProtectedPrivateKey { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When new tokens begin to be signed with it. Until then it is only published.</summary>
    public required DateTimeOffset SignsFrom { get; init; }

    /// <summary>When new tokens are signed with its successor.</summary>
    public required DateTimeOffset SignsUntil { get; init; }

    /// <summary>When the last of its tokens has expired, and it is removed.</summary>
    public required DateTimeOffset PublishedUntil { get; init; }

    public static SigningKey Create(
        int generation, DateTimeOffset signsFrom, TokenOptions options, IDataProtector protector, TimeProvider time)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        var jwk = PublicJwk(Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y));
        return new()
        {
            Generation = generation,
            Kid = Base64Url.EncodeToString(jwk.ComputeJwkThumbprint()),
            X = jwk.X,
            Y = jwk.Y,
            ProtectedPrivateKey = Base64Url.EncodeToString(protector.Protect(key.ExportPkcs8PrivateKey())),
            CreatedAt = time.GetStoredNow(),
            SignsFrom = signsFrom,
            SignsUntil = signsFrom + options.KeyRotationInterval,
            PublishedUntil = signsFrom + options.KeyRotationInterval + options.KeyOverlap,
        };
    }

    /// <summary>What others validate tokens with.</summary>
    public JsonWebKey ToPublicJwk()
    {
        var jwk = PublicJwk(X, Y);
        jwk.Kid = Kid;
        jwk.Alg = SecurityAlgorithms.EcdsaSha256;
        jwk.Use = JsonWebKeyUseNames.Sig;
        return jwk;
    }

    /// <exception cref="CryptographicException">The data-protection key that it was encrypted with is lost.</exception>
    public ECDsaSecurityKey ToPrivateKey(IDataProtector protector)
    {
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(protector.Unprotect(Base64Url.DecodeFromChars(ProtectedPrivateKey)), out _);
        return new(key) { KeyId = Kid };
    }

    private static JsonWebKey PublicJwk(string x, string y) =>
        new() { Kty = JsonWebAlgorithmsKeyTypes.EllipticCurve, Crv = JsonWebKeyECTypes.P256, X = x, Y = y };
}
