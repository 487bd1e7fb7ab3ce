using FilmStreaming.ServiceDefaults.Health;
using FilmStreaming.ServiceDefaults.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using StackExchange.Redis;

namespace FilmStreaming.ServiceDefaults.Cache;

internal static class CacheRegistration
{
    /// <summary>Registers the client of Redis where the connection string is set.</summary>
    /// <returns>Whether it is.</returns>
    public static bool AddCache(this WebApplicationBuilder builder)
    {
        var connectionString = builder.Configuration.GetConnectionString(ResourceNames.Cache);
        if (string.IsNullOrWhiteSpace(connectionString))
            return false;
        if (!IsUsable(connectionString))
            throw new StartupException($"ConnectionStrings:{ResourceNames.Cache} is not one of StackExchange.Redis, such as localhost:6379.");

        // A service starts and answers without Redis, soon, and goes on trying to connect. Meanwhile commands fail at once:
        // each has something to fall back to, and would otherwise wait for a connection first.
        builder.AddRedisClient(ResourceNames.Cache, configureOptions: redis =>
        {
            redis.AbortOnConnectFail = false;
            redis.ConnectTimeout = Math.Min(redis.ConnectTimeout, 2000);
            redis.ConnectRetry = 1;
            redis.BacklogPolicy = BacklogPolicy.FailFast;
        });
        builder.Services.AddHealthChecks().AddCheck<RedisHealthCheck>(ResourceNames.Cache, HealthStatus.Degraded, [HealthTags.Ready]);
        return true;
    }

    private static bool IsUsable(string connectionString)
    {
        try
        {
            return ConfigurationOptions.Parse(connectionString).EndPoints.Count > 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
