using System.Buffers.Binary;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FilmStreaming.ServiceDefaults.Authentication;

/// <summary>
/// Validates access tokens, and remembers those that were valid, by their SHA-256: verifying a signature costs more than many a
/// request. A token that is remembered is good until it expires or its key is no longer published. Whether its session was
/// revoked is asked after this, with every request.
/// </summary>
internal sealed class AccessTokenValidation : JsonWebTokenHandler, IDisposable
{
    /// <summary>Tokens of ours have some 700 characters; what is longer is judged each time.</summary>
    private const int MaxLength = 4096;

    private readonly TimeProvider _time;
    private readonly MemoryCache? _valid;

    public AccessTokenValidation(IOptions<AccessTokenOptions> options, TimeProvider time)
    {
        MapInboundClaims = false;
        _time = time;
        if (options.Value.MaxRememberedTokens is > 0 and var limit)
            _valid = new(new MemoryCacheOptions { SizeLimit = limit });
    }

    /// <summary>How many tokens are remembered now.</summary>
    public int Remembered => _valid?.Count ?? 0;

    public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        if (_valid is null || token.Length > MaxLength || validationParameters.ConfigurationManager is not { } keys)
            return await base.ValidateTokenAsync(token, validationParameters);

        var key = TokenHash.Of(token);
        var now = _time.GetUtcNow().UtcDateTime;
        if (_valid.TryGetValue(key, out ValidToken? known)
            && known!.Token.ValidTo > now - AccessTokenOptions.ClockSkew
            && await IsPublishedAsync(keys, known.Token.Kid))
        {
            return known.ToResult();
        }

        var result = await base.ValidateTokenAsync(token, validationParameters);
        if (result is { IsValid: true, SecurityToken: JsonWebToken valid } && valid.ValidTo > now)
        {
            var entry = new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = valid.ValidTo - now };
            _valid.Set(key, new ValidToken(valid, result.ClaimsIdentity.Clone()), entry);
        }

        return result;
    }

    public void Dispose() => _valid?.Dispose();

    private static async ValueTask<bool> IsPublishedAsync(BaseConfigurationManager keys, string kid)
    {
        var configuration = await keys.GetBaseConfigurationAsync(CancellationToken.None);
        foreach (var key in configuration.SigningKeys)
        {
            if (key.KeyId == kid)
                return true;
        }

        return false;
    }

    private sealed record ValidToken(JsonWebToken Token, ClaimsIdentity Identity)
    {
        /// <summary>Each request has an identity of its own: what adds a claim to one must not add it to the others.</summary>
        public TokenValidationResult ToResult() => new()
        {
            IsValid = true,
            SecurityToken = Token,
            ClaimsIdentity = Identity.Clone(),
            Issuer = Token.Issuer,
            TokenType = Token.Typ,
        };
    }

    /// <summary>SHA-256 of a token. Nobody can make another token with the same, and the key of the cache opens nothing.</summary>
    private readonly record struct TokenHash(UInt128 High, UInt128 Low)
    {
        public static TokenHash Of(string token)
        {
            Span<byte> text = stackalloc byte[token.Length * 3];
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(text[..Encoding.UTF8.GetBytes(token, text)], hash);
            return new(BinaryPrimitives.ReadUInt128BigEndian(hash), BinaryPrimitives.ReadUInt128BigEndian(hash[16..]));
        }
    }
}
