using FilmStreaming.ServiceDefaults.Health;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace FilmStreaming.ServiceDefaults.Cache;

internal static class CacheRegistration
{
    /// <summary>Registers the client of Redis where the connection string is set.</summary>
    /// <returns>Whether it is.</returns>
    public static bool AddCache(this WebApplicationBuilder builder)
    {
        if (string.IsNullOrWhiteSpace(builder.Configuration.GetConnectionString(ResourceNames.Cache)))
            return false;

        // Nothing is lost while Redis is away: a service starts without it and connects when it comes.
        builder.AddRedisClient(ResourceNames.Cache, configureOptions: redis => redis.AbortOnConnectFail = false);
        builder.Services.AddHealthChecks().AddCheck<RedisHealthCheck>(ResourceNames.Cache, HealthStatus.Degraded, [HealthTags.Ready]);
        return true;
    }
}
