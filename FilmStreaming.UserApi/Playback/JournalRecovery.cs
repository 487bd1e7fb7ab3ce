using FilmStreaming.Storage;

namespace FilmStreaming.UserApi.Playback;

/// <summary>
/// Applies the pages of the journal that their replica has not applied in time: it crashed, or the database was away. Every replica
/// looks each second; that two apply the same page does no harm.
/// </summary>
internal sealed partial class JournalRecovery(
    ReportCommit commit, IReportJournal journal, TimeProvider time, ILogger<JournalRecovery> logger) : BackgroundService
{
    private const int MaxPages = 20;

    /// <summary>How long a page is left to the replica that wrote it.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Applies what is old enough.</summary>
    /// <returns>How many pages that were.</returns>
    public async Task<int> RecoverAsync(CancellationToken cancellationToken)
    {
        var recovered = 0;
        while (await journal.ListAsync(time.GetStoredNow() - Grace, MaxPages, cancellationToken) is { Count: > 0 } pages)
        {
            await commit.WriteAsync([.. pages.SelectMany(page => page.Body.Entries)], cancellationToken);
            await journal.RemoveAsync([.. pages.Select(page => page.Id)], cancellationToken);
            recovered += pages.Count;
        }

        return recovered;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
            {
                await TryAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await RecoverAsync(cancellationToken) is > 0 and var count)
                LogRecovered(count);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(e.Message);
        }
    }

    [LoggerMessage(LogLevel.Information, "{Count} pages of the playback journal were recovered")]
    private partial void LogRecovered(int count);

    [LoggerMessage(LogLevel.Warning, "The playback journal cannot be applied now: {Reason}")]
    private partial void LogFailed(string reason);
}
