using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace FilmStreaming.UserApi.Tokens;

/// <summary>The keys of the ring at one time: what validates, and what signs.</summary>
internal sealed class SigningKeySet
{
    /// <param name="keys">Every key that a valid token may be signed with, oldest first.</param>
    /// <param name="current">The one of them that new tokens are signed with.</param>
    /// <param name="signing">Its private part.</param>
    public SigningKeySet(IReadOnlyList<SigningKey> keys, SigningKey current, ECDsaSecurityKey signing)
    {
        (Keys, SignsUntil) = (keys, current.SignsUntil);
        Public = [.. keys.Select(key => key.ToPublicJwk())];
        Signing = new(signing, SecurityAlgorithms.EcdsaSha256);
        foreach (var key in Public)
            Configuration.SigningKeys.Add(key);
    }

    public IReadOnlyList<SigningKey> Keys { get; }

    /// <summary>The public halves of <see cref="Keys"/>.</summary>
    public IReadOnlyList<JsonWebKey> Public { get; }

    /// <summary>The key that new tokens are signed with.</summary>
    public SigningCredentials Signing { get; }

    /// <summary>When another key takes its place.</summary>
    public DateTimeOffset SignsUntil { get; }

    /// <summary>The public keys in the form in which token validation takes them.</summary>
    public OpenIdConnectConfiguration Configuration { get; } = new();

    public bool IsOf(IReadOnlyList<SigningKey> keys, SigningKey current) => Signing.Kid == current.Kid && Keys.SequenceEqual(keys);
}
