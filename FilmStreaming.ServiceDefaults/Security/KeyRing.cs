using FilmStreaming.ServiceDefaults.Hosting;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.StackExchangeRedis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace FilmStreaming.ServiceDefaults.Security;

internal static class KeyRing
{
    private const string RedisKey = "filmstreaming:data-protection-keys";

    /// <summary>Data protection with one key ring for all replicas: in Redis, or in the data folder.</summary>
    public static void AddKeyRing(this IServiceCollection services, bool inRedis)
    {
        services.AddDataProtection().SetApplicationName("FilmStreaming");
        var keys = services.AddOptions<KeyManagementOptions>();
        if (inRedis)
        {
            keys.Configure<IConnectionMultiplexer>((options, redis) =>
                options.XmlRepository = new RedisXmlRepository(() => redis.GetDatabase(), RedisKey));
        }
        else
        {
            keys.Configure<DataFolder, ILoggerFactory>((options, folder, loggers) =>
                options.XmlRepository = new FileSystemXmlRepository(new(Path.Combine(folder.FullPath, "keys")), loggers));
        }
    }
}
