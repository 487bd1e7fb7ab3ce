using System.Text.Json.Serialization;
using Microsoft.IdentityModel.Tokens;

namespace FilmStreaming.UserApi.Tokens;

/// <summary>A JSON Web Key Set (RFC 7517): the keys that a valid access token may be signed with.</summary>
/// <param name="Keys">Public keys only.</param>
public sealed record KeySetResponse(IReadOnlyList<KeyResponse> Keys);

/// <summary>A public key on the curve P-256 (RFC 7518, section 6.2).</summary>
/// <param name="Kty">Always <c>EC</c>.</param>
/// <param name="Use">Always <c>sig</c>.</param>
/// <param name="Alg">Always <c>ES256</c>.</param>
/// <param name="Kid">The name that a token's header calls the key by.</param>
/// <param name="Crv">Always <c>P-256</c>.</param>
/// <param name="X">A coordinate, 32 bytes in base64url.</param>
/// <param name="Y">A coordinate, 32 bytes in base64url.</param>
public sealed record KeyResponse(string Kty, string Use, string Alg, string Kid, string Crv, string X, string Y)
{
    internal static KeyResponse Of(JsonWebKey key) => new(key.Kty, key.Use, key.Alg, key.Kid, key.Crv, key.X, key.Y);
}

/// <summary>
/// What tokens are validated with (RFC 8414, OpenID Connect Discovery). Accounts sign in at <c>/v1/auth/sign-in</c>: there are no OAuth
/// flows, and the members that would name them are empty.
/// </summary>
/// <param name="Issuer">The <c>iss</c> of every access token.</param>
/// <param name="KeySet">The address of the key set.</param>
/// <param name="ResponseTypes">None.</param>
/// <param name="GrantTypes">None.</param>
/// <param name="SubjectTypes">Always <c>public</c>: an account has the same <c>sub</c> everywhere.</param>
/// <param name="Algorithms">The signature algorithms in use.</param>
/// <param name="Claims">What an access token says.</param>
public sealed record DiscoveryResponse(
    [property: JsonPropertyName("issuer")] string Issuer,
    [property: JsonPropertyName("jwks_uri")] string KeySet,
    [property: JsonPropertyName("response_types_supported")] IReadOnlyList<string> ResponseTypes,
    [property: JsonPropertyName("grant_types_supported")] IReadOnlyList<string> GrantTypes,
    [property: JsonPropertyName("subject_types_supported")] IReadOnlyList<string> SubjectTypes,
    [property: JsonPropertyName("id_token_signing_alg_values_supported")] IReadOnlyList<string> Algorithms,
    [property: JsonPropertyName("claims_supported")] IReadOnlyList<string> Claims);
