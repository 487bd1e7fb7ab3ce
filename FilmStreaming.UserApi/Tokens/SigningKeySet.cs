using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace FilmStreaming.UserApi.Tokens;

/// <summary>The keys of the ring as they were read: what validates, and what signs.</summary>
internal sealed class SigningKeySet
{
    public SigningKeySet(IReadOnlyList<SigningKey> keys, ECDsaSecurityKey signing)
    {
        Public = [.. keys.Select(key => key.ToPublicJwk())];
        Signing = new(signing, SecurityAlgorithms.EcdsaSha256);
        foreach (var key in Public)
            Configuration.SigningKeys.Add(key);
    }

    /// <summary>Every key that a valid token may be signed with, oldest first.</summary>
    public IReadOnlyList<JsonWebKey> Public { get; }

    /// <summary>The key that new tokens are signed with.</summary>
    public SigningCredentials Signing { get; }

    /// <summary>The public keys in the form in which token validation takes them.</summary>
    public OpenIdConnectConfiguration Configuration { get; } = new();

    public bool IsOf(IReadOnlyList<SigningKey> keys) => keys.Select(key => key.Kid).SequenceEqual(Public.Select(key => key.Kid));
}
