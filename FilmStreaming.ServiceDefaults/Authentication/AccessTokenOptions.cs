using System.ComponentModel.DataAnnotations;

namespace FilmStreaming.ServiceDefaults.Authentication;

/// <summary>What an access token must be to be believed, and where the keys that verify it are published.</summary>
public sealed class AccessTokenOptions
{
    public const string Section = "Authentication";

    /// <summary>The media type in the token's <c>typ</c> header (RFC 9068), which no other kind of token carries.</summary>
    public const string TokenType = "at+jwt";

    /// <summary>The claim that lists the account's <see cref="Roles"/>.</summary>
    public const string RoleClaim = "roles";

    /// <summary>The claim of a token that is without some of the account's roles, because the sign-in was without a second factor.</summary>
    public const string SecondFactorNeededClaim = "second_factor_needed";

    /// <summary>How far two clocks may differ when a lifetime is checked.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    /// <summary>How long a service believes the keys that it fetched without asking for them anew.</summary>
    public static readonly TimeSpan KeysLifetime = TimeSpan.FromHours(1);

    /// <summary>The <c>iss</c> of every token.</summary>
    [Required]
    public string Issuer { get; set; } = "urn:filmstreaming";

    /// <summary>The JSON Web Key Set (RFC 7517) of whoever issues the tokens; the host may be a name of service discovery.</summary>
    [Required]
    public Uri Keys { get; set; } = new($"http://{ResourceNames.UserApi}/.well-known/jwks.json");

    /// <summary>How many tokens that were found valid are remembered, some 4 KB each. 0 verifies the signature with every request.</summary>
    [Range(0, 1_000_000, ErrorMessage = Section + ":MaxRememberedTokens must be between {1} and {2}.")]
    public int MaxRememberedTokens { get; set; } = 10_000;
}
