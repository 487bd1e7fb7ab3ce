using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FilmStreaming.Storage.Mongo;

/// <summary>Creates the indexes at start, so that the first write does not pay for it; waits for a database that is not there yet.</summary>
internal sealed partial class MongoPreparation(
    IEnumerable<IPreparedCollection> collections, TimeProvider time, ILogger<MongoPreparation> logger) : BackgroundService
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var collection in collections)
        {
            while (!await TryAsync(collection, stoppingToken))
                await Task.Delay(Retry, time, stoppingToken);
        }
    }

    private async Task<bool> TryAsync(IPreparedCollection collection, CancellationToken stoppingToken)
    {
        try
        {
            await collection.PrepareAsync(stoppingToken);
            return true;
        }
        catch (Exception e) when (MongoFailure.IsAway(e))
        {
            LogWaiting(e.GetType().Name);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "MongoDB cannot be reached yet ({Reason}); trying again.")]
    private partial void LogWaiting(string reason);
}
