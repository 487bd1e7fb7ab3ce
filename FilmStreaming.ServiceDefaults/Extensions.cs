using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.ServiceDefaults.Hosting;
using FilmStreaming.ServiceDefaults.Problems;
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
        builder.AddTelemetry(serviceName);
        builder.Services.AddServiceDiscovery();
        builder.Services.ConfigureHttpClientDefaults(http =>
        {
            http.AddStandardResilienceHandler(options => options.Retry.DisableForUnsafeHttpMethods());
            http.AddServiceDiscovery();
        });
        builder.Services.AddProblems();
        builder.Services.AddAccessTokens(audience: serviceName);
        return builder;
    }

    /// <summary>Adds the middleware that every service runs, in the one order that works.</summary>
    public static WebApplication UseServiceDefaults(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        return app;
    }

    /// <summary>Maps <c>/health/live</c>, <c>/health/ready</c> and <c>/health/startup</c>.</summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        return app;
    }
}
