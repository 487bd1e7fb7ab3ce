using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace FilmStreaming.ServiceDefaults.Health;

/// <summary>Well from the end of the start to the beginning of the stop, so that a replica that drains gets no new requests.</summary>
internal sealed class HostHealthCheck(IHostApplicationLifetime lifetime) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(lifetime switch
        {
            { ApplicationStarted.IsCancellationRequested: false } => HealthCheckResult.Unhealthy("The service is starting."),
            { ApplicationStopping.IsCancellationRequested: true } => HealthCheckResult.Unhealthy("The service is stopping."),
            _ => HealthCheckResult.Healthy(),
        });
}
