using FilmStreaming.ServiceDefaults.Cache;
using FilmStreaming.ServiceDefaults.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace FilmStreaming.ServiceDefaults.RateLimits;

internal static class RateLimitRegistration
{
    /// <summary>Counts in Redis where a client of it is registered, else in memory.</summary>
    public static void AddRateLimits(this IServiceCollection services)
    {
        services.AddStrictOptions<RateLimitOptions>(RateLimitOptions.Section);
        services.AddSingleton<IRateLimitCounter>(provider =>
        {
            var time = provider.GetRequiredService<TimeProvider>();
            var memory = new MemoryRateLimitCounter(time);
            if (provider.GetService<IConnectionMultiplexer>() is not { } redis)
                return memory;
            var shared = new FallbackRateLimitCounter(
                new RedisRateLimitCounter(redis), memory, provider.GetRequiredService<RedisCircuit>());
            return new BatchingRateLimitCounter(shared, time);
        });
    }

    public static void UseRateLimits(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<RateLimitOptions>>().Value.Enabled)
            app.UseMiddleware<RateLimitMiddleware>();
    }
}
