using System.Buffers.Binary;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace FilmStreaming.ServiceDefaults.Authentication;

/// <summary>
/// Access tokens that were found valid, by their SHA-256: verifying a signature costs more than many a request. One is believed until
/// it expires or its key is no longer published. Whether its session was revoked is asked beside this, with every request.
/// </summary>
internal sealed class RememberedTokens : IDisposable
{
    /// <summary>Tokens of ours have some 700 characters; what is longer is judged each time.</summary>
    private const int MaxLength = 4096;

    private readonly TimeProvider _time;
    private readonly MemoryCache? _valid;

    public RememberedTokens(IOptions<AccessTokenOptions> options, TimeProvider time)
    {
        _time = time;
        if (options.Value.MaxRememberedTokens is > 0 and var limit)
            _valid = new(new MemoryCacheOptions { SizeLimit = limit });
    }

    /// <summary>How many are remembered now.</summary>
    public int Count => _valid?.Count ?? 0;

    /// <param name="token">As it came.</param>
    /// <param name="keys">The keys that are published now.</param>
    /// <returns>An identity of the request's own: what adds a claim to it must not add it to others. Null where the token has to be judged.</returns>
    public ClaimsIdentity? Find(string token, OpenIdConnectConfiguration keys) =>
        _valid is not null
        && token.Length <= MaxLength
        && _valid.TryGetValue(TokenHash.Of(token), out ValidToken? known)
        && known!.ValidTo > _time.GetUtcNow().UtcDateTime - AccessTokenOptions.ClockSkew
        && keys.SigningKeys.Any(key => key.KeyId == known.KeyId)
            ? known.Identity.Clone()
            : null;

    /// <param name="token">As it came.</param>
    /// <param name="validated">What it was read as.</param>
    /// <param name="identity">What it says.</param>
    public void Add(string token, SecurityToken validated, ClaimsIdentity identity)
    {
        var lifetime = validated.ValidTo - _time.GetUtcNow().UtcDateTime;
        if (_valid is null || token.Length > MaxLength || lifetime <= TimeSpan.Zero || validated.SigningKey is not { KeyId: { } keyId })
            return;
        var entry = new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = lifetime };
        _valid.Set(TokenHash.Of(token), new ValidToken(validated.ValidTo, keyId, identity.Clone()), entry);
    }

    public void Dispose() => _valid?.Dispose();

    private sealed record ValidToken(DateTime ValidTo, string KeyId, ClaimsIdentity Identity);

    /// <summary>SHA-256 of a token. Nobody can make another token with the same, and what is kept of it opens nothing.</summary>
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
