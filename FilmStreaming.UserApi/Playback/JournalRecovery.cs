using FilmStreaming.Storage;

namespace FilmStreaming.UserApi.Playback;

/// <summary>
/// Applies the pages of the journal that their replica has not applied in time: it crashed, or the database was away. Every replica
/// looks each second; that two apply the same page does no harm. What cannot be applied is tried again for a while, and then set aside;
/// once more when a replica starts, which may be a new release.
/// </summary>
internal sealed partial class JournalRecovery(
    PageApplication application, IReportJournal journal, PlaybackMetrics metrics, TimeProvider time, ILogger<JournalRecovery> logger)
    : BackgroundService
{
    private const int MaxPages = 20;

    /// <summary>Pages that cannot be applied, after which no more is read at once.</summary>
    private const int MaxStuck = 200;

    /// <summary>How long a page is tried again while others can be applied.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>How long while nothing can be applied: then it is hardly the page that is wrong.</summary>
    public static readonly TimeSpan LongPatience = TimeSpan.FromHours(1);

    /// <summary>How long a page is left to the replica that wrote it.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private bool _hasReleased;

    /// <summary>Applies what is old enough.</summary>
    /// <returns>How many pages that were.</returns>
    public async Task<int> RecoverAsync(CancellationToken cancellationToken)
    {
        var (recovered, isAnyApplied) = (0, false);
        var stuck = new Dictionary<Guid, (DateTimeOffset WrittenAt, IReadOnlyList<JournalEntry>? Entries)>();
        while (stuck.Count < MaxStuck)
        {
            var open = (await journal.ListAsync(time.GetStoredNow() - Grace, MaxPages + stuck.Count, cancellationToken))
                .Where(page => !stuck.ContainsKey(page.Id)).ToList();
            if (open.Count == 0)
                break;
            var pages = open.Where(page => page.Page is not null).ToDictionary(page => page.Id, page => page.Page!);
            var left = await application.ApplyAsync(pages, cancellationToken);
            isAnyApplied |= pages.Any(page => page.Value.Entries.Count > (left.GetValueOrDefault(page.Key)?.Count ?? 0));
            foreach (var page in open.Where(page => page.Page is null || left.ContainsKey(page.Id)))
                stuck.Add(page.Id, (page.WrittenAt, left.GetValueOrDefault(page.Id)));
            recovered += pages.Count - left.Count;
        }

        var limit = time.GetStoredNow() - (isAnyApplied ? Patience : LongPatience);
        foreach (var (id, page) in stuck.Where(page => page.Value.WrittenAt < limit))
        {
            await journal.SetAsideAsync(id, page.Entries, cancellationToken);
            metrics.SetAside();
            LogSetAside(id);
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
            if (!_hasReleased)
            {
                await journal.ReleaseAsync(time.GetStoredNow(), cancellationToken);
                _hasReleased = true;
            }

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

    [LoggerMessage(LogLevel.Error, "Page {PageId} of the playback journal was set aside: what is left of it cannot be applied")]
    private partial void LogSetAside(Guid pageId);

    [LoggerMessage(LogLevel.Warning, "The playback journal cannot be applied now: {Reason}")]
    private partial void LogFailed(string reason);
}
