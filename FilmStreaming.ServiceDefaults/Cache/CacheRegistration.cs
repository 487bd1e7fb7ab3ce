using FilmStreaming.ServiceDefaults.Health;
using FilmStreaming.ServiceDefaults.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Caching.StackExchangeRedis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace FilmStreaming.ServiceDefaults.Cache;

internal static class CacheRegistration
{
    private const string KeyPrefix = "filmstreaming:cache:";

    /// <summary>
    /// Registers HybridCache, and the client of Redis as its second level where the connection string is set.
    /// </summary>
    /// <returns>Whether it is.</returns>
    public static bool AddCache(this WebApplicationBuilder builder)
    {
        builder.AddHybridCache();
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
        builder.Services.AddSingleton<RedisCircuit>();
        builder.Services.AddSingleton<IDistributedCache>(provider => new RedisSecondLevel(
            new RedisCache(new RedisCacheOptions
            {
                ConnectionMultiplexerFactory = () => Task.FromResult(provider.GetRequiredService<IConnectionMultiplexer>()),
                InstanceName = KeyPrefix,
            }),
            provider.GetRequiredService<RedisCircuit>()));
        builder.Services.AddHealthChecks().AddCheck<RedisHealthCheck>(ResourceNames.Cache, HealthStatus.Degraded, [HealthTags.Ready]);
        return true;
    }

    private static void AddHybridCache(this WebApplicationBuilder builder)
    {
        builder.Services.AddStrictOptions<CacheOptions>(CacheOptions.Section);
        builder.Services.AddHybridCache();
        // HybridCache says how large each entry is. Whoever else uses this memory must do so too.
        builder.Services.AddOptions<MemoryCacheOptions>().Configure<IOptions<CacheOptions>>(
            (memory, cache) => memory.SizeLimit = cache.Value.MaxMemoryBytes);
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
