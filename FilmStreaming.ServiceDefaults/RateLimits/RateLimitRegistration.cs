using FilmStreaming.ServiceDefaults.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
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
            return provider.GetService<IConnectionMultiplexer>() is { } redis
                ? new FallbackRateLimitCounter(
                    new RedisRateLimitCounter(redis), memory, time, provider.GetRequiredService<ILogger<FallbackRateLimitCounter>>())
                : memory;
        });
    }

    public static void UseRateLimits(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<RateLimitOptions>>().Value.Enabled)
            app.UseMiddleware<RateLimitMiddleware>();
    }
}
