using FilmStreaming.ServiceDefaults;
using FilmStreaming.ServiceDefaults.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;

namespace FilmStreaming.UserApi.Tokens;

/// <param name="Value">A signed JWT.</param>
/// <param name="Lifetime">How long it is valid from now.</param>
internal sealed record AccessToken(string Value, TimeSpan Lifetime);

/// <param name="At">When somebody signed in.</param>
/// <param name="Methods">How, in the names of RFC 8176.</param>
/// <param name="NeedsSecondFactor">Whether roles are withheld because that was without a second factor.</param>
internal sealed record SignIn(DateTimeOffset At, IReadOnlyList<string> Methods, bool NeedsSecondFactor);

/// <summary>Issues access tokens as RFC 9068 profiles them, signed with the ring's current key.</summary>
internal sealed class AccessTokenIssuer(
    SigningKeyRing ring, IOptions<AccessTokenOptions> accepted, IOptions<TokenOptions> options, TimeProvider time)
{
    /// <summary>The <c>client_id</c>: the product's own clients are one to it.</summary>
    private const string FirstPartyClient = "filmstreaming";

    /// <summary>The claims of every token.</summary>
    public static readonly IReadOnlyList<string> Claims =
    [
        JwtRegisteredClaimNames.Iss, JwtRegisteredClaimNames.Aud, JwtRegisteredClaimNames.Sub, JwtRegisteredClaimNames.Iat,
        JwtRegisteredClaimNames.Exp, JwtRegisteredClaimNames.Jti, JwtRegisteredClaimNames.Sid, JwtRegisteredClaimNames.AuthTime,
        JwtRegisteredClaimNames.Amr, ClientId, AccessTokenOptions.RoleClaim, AccessTokenOptions.SecondFactorNeededClaim,
    ];

    private const string ClientId = "client_id";

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };

    public async ValueTask<AccessToken> IssueAsync(
        Guid accountId, Guid sessionId, SignIn signIn, IReadOnlyList<string> roles, CancellationToken cancellationToken)
    {
        var keys = await ring.GetAsync(cancellationToken);
        var now = time.GetUtcNow();
        var lifetime = options.Value.AccessTokenLifetime;
        var claims = new Dictionary<string, object>
        {
            [JwtRegisteredClaimNames.Sub] = accountId.ToString(),
            [JwtRegisteredClaimNames.Jti] = Guid.CreateVersion7(now).ToString(),
            [JwtRegisteredClaimNames.Sid] = sessionId.ToString(),
            [JwtRegisteredClaimNames.AuthTime] = signIn.At.ToUnixTimeSeconds(),
            [JwtRegisteredClaimNames.Amr] = signIn.Methods.ToArray(),
            [ClientId] = FirstPartyClient,
            [AccessTokenOptions.RoleClaim] = roles.ToArray(),
        };
        if (signIn.NeedsSecondFactor)
            claims[AccessTokenOptions.SecondFactorNeededClaim] = true;
        var token = _handler.CreateToken(new Microsoft.IdentityModel.Tokens.SecurityTokenDescriptor
        {
            TokenType = AccessTokenOptions.TokenType,
            Issuer = accepted.Value.Issuer,
            Audiences = { ResourceNames.MovieApi, ResourceNames.UserApi, ResourceNames.Gateway },
            IssuedAt = now.UtcDateTime,
            Expires = (now + lifetime).UtcDateTime,
            Claims = claims,
            SigningCredentials = keys.Signing,
        });
        return new(token, lifetime);
    }
}
