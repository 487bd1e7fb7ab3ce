using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MongoDB.Driver;

namespace Microsoft.Extensions.Hosting;

/// <summary>Stands in for the client integration of Aspire.MongoDB.Driver in builds without Aspire: the same call, the same services.</summary>
public static class MongoClientRegistration
{
    /// <summary>Registers <see cref="IMongoClient"/> as a singleton over the connection string, with the driver's traces.</summary>
    public static void AddMongoDBClient(
        this IHostApplicationBuilder builder, string connectionName, Action<MongoClientSettings>? configureClientSettings = null)
    {
        builder.Services.AddSingleton<IMongoClient>(services =>
        {
            var connectionString = builder.Configuration.GetConnectionString(connectionName)
                ?? throw new InvalidOperationException($"ConnectionStrings:{connectionName} is not set.");
            var settings = MongoClientSettings.FromConnectionString(connectionString);
            configureClientSettings?.Invoke(settings);
            return new MongoClient(settings);
        });
        builder.Services.AddOpenTelemetry().WithTracing(traces => traces.AddSource("MongoDB.Driver"));
    }
}
