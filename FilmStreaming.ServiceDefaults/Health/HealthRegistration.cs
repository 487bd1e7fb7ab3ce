using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FilmStreaming.ServiceDefaults.Health;

/// <summary>Tags that put a health check behind a probe.</summary>
public static class HealthTags
{
    /// <summary>Checks of <c>/health/ready</c>: a failing one takes the replica out of the load balancer.</summary>
    public const string Ready = "ready";

    /// <summary>Checks of <c>/health/startup</c>.</summary>
    internal const string Startup = "startup";
}

internal static class HealthRegistration
{
    /// <summary>The longest a check may take; what takes longer has failed.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    public static void AddHealth(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<HostHealthCheck>("host", tags: [HealthTags.Ready, HealthTags.Startup]);
        services.PostConfigure<HealthCheckServiceOptions>(options =>
        {
            foreach (var registration in options.Registrations)
            {
                var create = registration.Factory;
                registration.Factory = services => new BoundedHealthCheck(create(services), Timeout);
            }
        });
    }
}
