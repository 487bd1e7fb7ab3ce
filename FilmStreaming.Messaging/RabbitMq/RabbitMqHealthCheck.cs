using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FilmStreaming.Messaging.RabbitMq;

/// <summary>Red while a connection that this service needs is down.</summary>
internal sealed class RabbitMqHealthCheck(PublishingLink publishing, ConsumingLink consuming) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var fault = publishing.Fault ?? (consuming.IsNeeded ? consuming.Fault : null);
        return Task.FromResult(fault is null
            ? HealthCheckResult.Healthy()
            : new HealthCheckResult(context.Registration.FailureStatus, fault));
    }
}
