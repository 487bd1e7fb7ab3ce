using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;

namespace FilmStreaming.ServiceDefaults.Cache;

/// <summary>Degraded, never unhealthy, while Redis does not answer: what it speeds up and counts goes on in memory.</summary>
internal sealed class RedisHealthCheck(IConnectionMultiplexer redis) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await redis.GetDatabase().PingAsync().WaitAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            return new(context.Registration.FailureStatus, $"Redis does not answer ({e.GetType().Name}).");
        }
    }
}
