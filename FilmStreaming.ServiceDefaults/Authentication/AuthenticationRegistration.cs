using System.Security.Claims;
using FilmStreaming.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace FilmStreaming.ServiceDefaults.Authentication;

internal static class AuthenticationRegistration
{
    private const string SessionEnded = "The session of this token has ended.";

    /// <summary>Accepts access tokens for <paramref name="audience"/>, and turns their roles into <see cref="Policies"/>.</summary>
    public static IServiceCollection AddAccessTokens(this IServiceCollection services, string audience)
    {
        services.AddOptions<AccessTokenOptions>()
            .BindConfiguration(AccessTokenOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        // A request is waiting: better to fail soon and fetch anew for the next one than to retry with growing delays.
#pragma warning disable EXTEXP0001 // The only way to leave the handler of all clients out of one; its shape may change.
        services.AddHttpClient(PublishedSigningKeys.HttpClientName, client => client.Timeout = TimeSpan.FromSeconds(3))
            .RemoveAllResilienceHandlers();
#pragma warning restore EXTEXP0001
        services.TryAddSingleton<IConfigurationManager<OpenIdConnectConfiguration>, PublishedSigningKeys>();
        services.AddSingleton<IDependencyFailure, SigningKeysFailure>();
        services.AddSingleton<RevokedSessions>();
        services.AddSingleton<RememberedTokens>();

        services.AddAuthentication().AddJwtBearer();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<IOptions<AccessTokenOptions>, TimeProvider>((bearer, options, time) =>
                bearer.TokenValidationParameters = Parameters(options.Value.Issuer, audience, time))
            .Configure<IConfigurationManager<OpenIdConnectConfiguration>, RememberedTokens, RevokedSessions>(Configure);

        services.AddAuthorizationBuilder()
            .AddPolicy(Policies.SignedIn, policy => policy.RequireAuthenticatedUser())
            .AddPolicy(Policies.Viewer, policy => policy.RequireRole(Roles.Viewer, Roles.Editor, Roles.Administrator))
            .AddPolicy(Policies.Editor, policy => policy.RequireRole(Roles.Editor, Roles.Administrator))
            .AddPolicy(Policies.Administrator, policy => policy.RequireRole(Roles.Administrator));
        return services;
    }

    private static TokenValidationParameters Parameters(string issuer, string audience, TimeProvider time) => new()
    {
        ValidTypes = [AccessTokenOptions.TokenType],
        ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
        ValidIssuer = issuer,
        ValidAudience = audience,
        TryAllIssuerSigningKeys = false,
        NameClaimType = "sub",
        RoleClaimType = AccessTokenOptions.RoleClaim,
        LifetimeValidator = (notBefore, expires, _, _) =>
            expires > time.GetUtcNow().UtcDateTime - AccessTokenOptions.ClockSkew
            && !(notBefore > time.GetUtcNow().UtcDateTime + AccessTokenOptions.ClockSkew),
    };

    private static void Configure(
        JwtBearerOptions bearer,
        IConfigurationManager<OpenIdConnectConfiguration> keys,
        RememberedTokens remembered,
        RevokedSessions revoked)
    {
        bearer.MapInboundClaims = false;
        bearer.SaveToken = false;
        bearer.ConfigurationManager = keys;
        bearer.Events = new()
        {
            OnMessageReceived = async message =>
            {
                if (message.Request.Headers.Authorization is not [{ } header])
                    return;
                // Without keys no token can be judged. The token handler would say 401, and a client would drop a good token.
                var published = await keys.GetConfigurationAsync(message.HttpContext.RequestAborted);
                if (header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
                    && remembered.Find(header["Bearer ".Length..].Trim(), published) is { } identity)
                {
                    message.Principal = new(identity);
                    if (HasEnded(message.Principal, revoked))
                        message.Fail(SessionEnded);
                    else
                        message.Success();
                }
            },
            OnTokenValidated = validated =>
            {
                if (HasEnded(validated.Principal!, revoked))
                    validated.Fail(SessionEnded);
                else if (validated.SecurityToken is JsonWebToken token)
                    remembered.Add(token.EncodedToken, token, (ClaimsIdentity)validated.Principal!.Identity!);
                return Task.CompletedTask;
            },
        };
    }

    private static bool HasEnded(ClaimsPrincipal user, RevokedSessions revoked) =>
        user.FindSessionId() is { } session && revoked.Contains(session);

    private sealed class SigningKeysFailure : IDependencyFailure
    {
        public string? DependencyOf(Exception exception) => exception is SigningKeysUnavailableException ? ResourceNames.UserApi : null;
    }
}
