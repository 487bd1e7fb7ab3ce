using Microsoft.Extensions.Diagnostics.HealthChecks;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FilmStreaming.Storage.Mongo;

/// <summary>Unhealthy while the database does not answer a ping.</summary>
internal sealed class MongoHealthCheck(IMongoDatabase database) : IHealthCheck
{
    private static readonly BsonDocumentCommand<BsonDocument> Ping = new(new BsonDocument("ping", 1));

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
    {
        try
        {
            await database.RunCommandAsync(Ping, cancellationToken: cancellationToken);
            return HealthCheckResult.Healthy("MongoDB answers.");
        }
        catch (Exception e) when (e is MongoException or TimeoutException)
        {
            return new(context.Registration.FailureStatus, $"MongoDB does not answer ({e.GetType().Name}).");
        }
    }
}
