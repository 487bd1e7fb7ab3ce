using System.Collections.Concurrent;
using System.Threading.Channels;
using FilmStreaming.Storage;

namespace FilmStreaming.UserApi.Playback;

/// <summary>
/// Brings the pages of the journal into the states: at once where there is little to do. It rests four times as long as it has worked,
/// up to a second, so that the busier the service is, the more reports of a state become one write. What cannot be applied stays in the
/// journal for <see cref="JournalRecovery"/>.
/// </summary>
internal sealed partial class JournalApplier(
    PageApplication application, IReportJournal journal, TimeProvider time, ILogger<JournalApplier> logger) : BackgroundService
{
    /// <summary>When it does not keep up, reports wait before they are answered.</summary>
    private const int MaxPages = 256;

    private static readonly TimeSpan MaxRest = TimeSpan.FromSeconds(1);

    /// <summary>How long anybody waits for reports to be applied.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly Channel<WrittenPage> _pages = Channel.CreateBounded<WrittenPage>(MaxPages);
    private readonly ConcurrentDictionary<Guid, Task> _latestOfAccount = [];

    /// <param name="id">The page's.</param>
    /// <param name="page">It is in the journal.</param>
    public async Task AddAsync(Guid id, JournalPage page)
    {
        var written = new WrittenPage(id, page, new(TaskCreationOptions.RunContinuationsAsynchronously));
        foreach (var entry in page.Entries)
            _latestOfAccount[entry.AccountId] = written.Done.Task;
        await _pages.Writer.WriteAsync(written);
    }

    /// <summary>
    /// Returns when what this replica has acknowledged to the account is in the states, for reads that come right after; or when that has
    /// failed or takes too long. Then the recovery applies it, and a read tells what was applied before.
    /// </summary>
    public async Task SettledAsync(Guid accountId, CancellationToken cancellationToken)
    {
        if (_latestOfAccount.TryGetValue(accountId, out var latest))
            await latest.WaitAsync(Patience, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>
    /// Returns when what any replica has acknowledged until now is in the states, for what is to be removed; or when that takes too long,
    /// because somewhere a page cannot be applied.
    /// </summary>
    public async Task AllSettledAsync(CancellationToken cancellationToken)
    {
        var (started, now) = (time.GetTimestamp(), time.GetStoredNow().AddMilliseconds(1));
        while ((await journal.ListAsync(now, 1, cancellationToken)).Count > 0 && time.GetElapsedTime(started) < Patience)
            await Task.Delay(Interval, time, cancellationToken);
    }

    /// <summary>Ends once all pages are applied: the queue has stopped before, so none is added any more.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var stop = stoppingToken.Register(() => _pages.Writer.TryComplete());
        var pages = new List<WrittenPage>();
        while (await _pages.Reader.WaitToReadAsync(CancellationToken.None))
        {
            pages.Clear();
            while (pages.Count < MaxPages && _pages.Reader.TryRead(out var next))
                pages.Add(next);
            var started = time.GetTimestamp();
            await ApplyAsync(pages);
            pages.ForEach(Settle);
            var rest = time.GetElapsedTime(started) * 4;
            await Task.Delay(rest < MaxRest ? rest : MaxRest, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ApplyAsync(List<WrittenPage> pages)
    {
        try
        {
            await application.ApplyAsync(pages.ToDictionary(page => page.Id, page => page.Page), CancellationToken.None);
        }
        catch (Exception e)
        {
            LogLeft(e, pages.Count);
        }
    }

    private void Settle(WrittenPage page)
    {
        page.Done.SetResult();
        foreach (var entry in page.Page.Entries)
            _latestOfAccount.TryRemove(KeyValuePair.Create(entry.AccountId, (Task)page.Done.Task));
    }

    [LoggerMessage(LogLevel.Warning, "{Count} pages of the playback journal are left for the recovery")]
    private partial void LogLeft(Exception e, int count);

    private sealed record WrittenPage(Guid Id, JournalPage Page, TaskCompletionSource Done);
}
