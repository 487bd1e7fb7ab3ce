using FilmStreaming.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace FilmStreaming.ServiceDefaults.Authentication;

internal static class AuthenticationRegistration
{
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
        services.AddSingleton<AccessTokenValidation>();

        services.AddAuthentication().AddJwtBearer();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<IConfigurationManager<OpenIdConnectConfiguration>, IOptions<AccessTokenOptions>, RevokedSessions, TimeProvider>(
                (bearer, keys, options, revoked, time) => Configure(bearer, keys, options.Value.Issuer, audience, revoked, time))
            .Configure<AccessTokenValidation>((bearer, validation) => (bearer.TokenHandlers[0], bearer.SaveToken) = (validation, false));

        services.AddAuthorizationBuilder()
            .AddPolicy(Policies.Viewer, policy => policy.RequireRole(Roles.Viewer, Roles.Editor, Roles.Administrator))
            .AddPolicy(Policies.Editor, policy => policy.RequireRole(Roles.Editor, Roles.Administrator))
            .AddPolicy(Policies.Administrator, policy => policy.RequireRole(Roles.Administrator));
        return services;
    }

    private static void Configure(
        JwtBearerOptions bearer,
        IConfigurationManager<OpenIdConnectConfiguration> keys,
        string issuer,
        string audience,
        RevokedSessions revoked,
        TimeProvider time)
    {
        bearer.ConfigurationManager = keys;
        bearer.TokenValidationParameters = new()
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
        bearer.Events = new()
        {
            // Without keys no token can be judged. The token handler would say 401, and a client would drop a good token.
            OnMessageReceived = message => message.Request.Headers.Authorization.Count > 0
                ? keys.GetConfigurationAsync(message.HttpContext.RequestAborted)
                : Task.CompletedTask,
            OnTokenValidated = validated =>
            {
                if (validated.Principal?.FindSessionId() is { } session && revoked.Contains(session))
                    validated.Fail("The session of this token has ended.");
                return Task.CompletedTask;
            },
        };
    }

    private sealed class SigningKeysFailure : IDependencyFailure
    {
        public string? DependencyOf(Exception exception) => exception is SigningKeysUnavailableException ? ResourceNames.UserApi : null;
    }
}
