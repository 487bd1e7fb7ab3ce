using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FilmStreaming.Storage.Embedded;

/// <summary>Does each hour what a TTL index does in MongoDB.</summary>
internal sealed partial class EmbeddedExpiry(
    IEnumerable<IEmbeddedCollection> collections, TimeProvider time, ILogger<EmbeddedExpiry> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await SweepAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var collection in collections)
                await collection.RemoveExpiredAsync(time.GetUtcNow(), cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(logger, e);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Documents whose time is over could not be removed; it is tried again in an hour")]
    private static partial void LogFailed(ILogger logger, Exception e);
}
