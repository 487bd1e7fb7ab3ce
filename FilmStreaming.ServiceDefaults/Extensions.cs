using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.ServiceDefaults.Cache;
using FilmStreaming.ServiceDefaults.Health;
using FilmStreaming.ServiceDefaults.Hosting;
using FilmStreaming.ServiceDefaults.Paging;
using FilmStreaming.ServiceDefaults.Problems;
using FilmStreaming.ServiceDefaults.RateLimits;
using FilmStreaming.ServiceDefaults.Security;
using FilmStreaming.ServiceDefaults.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http.Resilience;

namespace FilmStreaming.ServiceDefaults;

/// <summary>The one entry point of what every service has in common.</summary>
public static class Extensions
{
    /// <summary>Registers telemetry, health checks, discovery, resilience, problem details, authentication and rate limits.</summary>
    /// <param name="builder">The service's host.</param>
    /// <param name="serviceName">One of <see cref="ResourceNames"/>: the name in telemetry, and the audience its tokens must carry.</param>
    public static WebApplicationBuilder AddServiceDefaults(this WebApplicationBuilder builder, string serviceName)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton<DataFolder>();
        StartupLog.AddTo(builder);
        builder.AddTelemetry(serviceName);
        builder.Services.AddServiceDiscovery();
        builder.Services.ConfigureHttpClientDefaults(http =>
        {
            http.AddStandardResilienceHandler(options => options.Retry.DisableForUnsafeHttpMethods());
            http.AddServiceDiscovery();
        });
        var hasRedis = builder.AddCache();
        builder.Services.AddKeyRing(inRedis: hasRedis);
        builder.Services.AddSingleton<CursorProtector>();
        builder.Services.AddProblems();
        builder.Services.AddAccessTokens(audience: serviceName);
        builder.Services.AddHealth();
        builder.Services.AddRateLimits();
        builder.Services.AddTrustedProxies();
        builder.AddRequestLimits();
        return builder;
    }

    /// <summary>Adds the middleware that every service runs, in the one order that works.</summary>
    public static WebApplication UseServiceDefaults(this WebApplication app)
    {
        StartupLog.Watch(app);
        app.UseForwardedHeaders();
        app.UseSecurityHeaders();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseTextualTargets();
        app.UseRoutingWithHead();
        app.UseAuthentication();
        app.UseRateLimits();
        app.UseAuthorization();
        return app;
    }

    /// <summary>Maps <c>/health/live</c>, <c>/health/ready</c> and <c>/health/startup</c>.</summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        app.MapHealth();
        return app;
    }
}
