using FilmStreaming.ServiceDefaults.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace FilmStreaming.UserApi.Tokens;

/// <summary>What others validate this service's tokens with.</summary>
internal static class KeyEndpoints
{
    private const string KeySetPath = "/.well-known/jwks.json";

    public static void MapKeys(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").WithTags("Keys").AllowAnonymous();

        group.MapGet(KeySetPath, GetKeySet).WithName(nameof(GetKeySet));
        group.MapGet("/.well-known/openid-configuration", GetDiscovery).WithName(nameof(GetDiscovery));
    }

    /// <summary>The public keys that access tokens are signed with, as a JSON Web Key Set (RFC 7517).</summary>
    /// <response code="200">The keys; may be kept for five minutes.</response>
    internal static async Task<Ok<KeySetResponse>> GetKeySet(
        SigningKeyRing ring, HttpResponse response, CancellationToken cancellationToken)
    {
        var keys = await ring.GetAsync(cancellationToken);
        response.Headers.CacheControl = "public, max-age=300";
        return TypedResults.Ok(new KeySetResponse([.. keys.Public.Select(KeyResponse.Of)]));
    }

    /// <summary>The issuer of the access tokens and the address of its keys.</summary>
    /// <response code="200">The issuer, and where its keys are as seen from this request; may be kept for five minutes.</response>
    internal static Ok<DiscoveryResponse> GetDiscovery(
        HttpRequest request, HttpResponse response, IOptions<AccessTokenOptions> options)
    {
        // It names the host that the request named, so a shared cache must not keep it for others.
        response.Headers.CacheControl = "private, max-age=300";
        return TypedResults.Ok(new DiscoveryResponse(
            options.Value.Issuer,
            $"{request.Scheme}://{request.Host}{KeySetPath}",
            ResponseTypes: [],
            GrantTypes: [],
            SubjectTypes: ["public"],
            [SecurityAlgorithms.EcdsaSha256],
            AccessTokenIssuer.Claims));
    }
}
