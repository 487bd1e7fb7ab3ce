using System.Threading.Channels;
using FilmStreaming.Storage;

namespace FilmStreaming.UserApi.Playback;

/// <summary>
/// Group commit: the reports that arrive while a page of the journal is on its way wait for the next, which takes all of them at once.
/// So the database makes one insertion and one flush for many reports, and each is durable before it is answered.
/// </summary>
internal sealed class ReportQueue(SessionOwners owners, IReportJournal journal, JournalApplier applier, TimeProvider time) : BackgroundService
{
    /// <summary>What one page takes at most; a batch of one request is never divided.</summary>
    private const int MaxReports = 500;

    private readonly Channel<Waiting> _queue = Channel.CreateBounded<Waiting>(4096);

    /// <summary>Returns when the reports are durable.</summary>
    /// <param name="reports">They happen once they are queued, whatever becomes of the request.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The sessions whose reports were refused, and why.</returns>
    public async Task<IReadOnlyDictionary<Guid, ClaimRefusal>> AddAsync(JournalEntry reports, CancellationToken cancellationToken)
    {
        var waiting = new Waiting(reports, new(TaskCreationOptions.RunContinuationsAsynchronously));
        await _queue.Writer.WriteAsync(waiting, cancellationToken);
        return await waiting.Durable.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Ends once the queue is empty: the server has stopped before, so nothing is added any more.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var stop = stoppingToken.Register(() => _queue.Writer.TryComplete());
        var group = new List<Waiting>();
        while (await _queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            group.Clear();
            for (var count = 0; count < MaxReports && _queue.Reader.TryRead(out var next); count += next.Entry.Reports.Count)
                group.Add(next);
            await CommitAsync(group);
        }
    }

    private async Task CommitAsync(List<Waiting> group)
    {
        try
        {
            var refused = await owners.ClaimAsync(group.SelectMany(waiting => ClaimsOf(waiting.Entry)), CancellationToken.None);
            var entries = group.Select(waiting => Without(refused, waiting.Entry)).Where(entry => entry.Reports.Count > 0).ToList();
            if (entries.Count > 0)
            {
                var (id, page) = (Guid.CreateVersion7(), new JournalPage { WrittenAt = time.GetStoredNow(), Entries = entries });
                await journal.AppendAsync(id, page, CancellationToken.None);
                await applier.AddAsync(id, page);
            }

            foreach (var waiting in group)
            {
                waiting.Durable.SetResult(ClaimsOf(waiting.Entry).Distinct().Where(refused.ContainsKey)
                    .ToDictionary(claim => claim.SessionId, claim => refused[claim]));
            }
        }
        catch (Exception e)
        {
            // Whether it was written is unknown; each request is answered so, and reports that are sent again do no harm.
            group.ForEach(waiting => waiting.Durable.TrySetException(e));
        }
    }

    private static IEnumerable<SessionClaim> ClaimsOf(JournalEntry entry) =>
        entry.Reports.Select(report => new SessionClaim(report.SessionId, entry.AccountId));

    private static JournalEntry Without(IReadOnlyDictionary<SessionClaim, ClaimRefusal> refused, JournalEntry entry) => refused.Count == 0
        ? entry
        : entry with { Reports = [.. entry.Reports.Where(report => !refused.ContainsKey(new(report.SessionId, entry.AccountId)))] };

    private sealed record Waiting(JournalEntry Entry, TaskCompletionSource<IReadOnlyDictionary<Guid, ClaimRefusal>> Durable);
}
