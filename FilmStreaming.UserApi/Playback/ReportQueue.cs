using System.Diagnostics;
using System.Threading.Channels;
using FilmStreaming.Messaging.Contracts;

namespace FilmStreaming.UserApi.Playback;

/// <summary>Valid reports of one account about one film, and whoever waits until they are durable.</summary>
internal sealed class QueuedReports(PlaybackKey key, MovieSnapshot movie, IReadOnlyList<PlaybackReport> reports)
{
    public PlaybackKey Key { get; } = key;

    public MovieSnapshot Movie { get; } = movie;

    public IReadOnlyList<PlaybackReport> Reports { get; } = reports;

    /// <summary>The request that brought them: the events they cause belong to its trace.</summary>
    public Activity? Activity { get; } = Activity.Current;

    /// <summary>Completes when the reports are durable, with the sessions that were refused because they are another account's.</summary>
    public TaskCompletionSource<IReadOnlySet<Guid>> Durable { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>
/// Group commit: the reports that arrive while a write is on its way wait for the next, which takes all of them at once. So the
/// database makes one round trip and one journal flush for many reports, and each is durable before it is answered.
/// </summary>
internal sealed class ReportQueue(ReportCommit commit) : BackgroundService
{
    /// <summary>What one write takes at most; a batch of one request is never divided.</summary>
    private const int MaxReports = 500;

    private readonly Channel<QueuedReports> _queue = Channel.CreateBounded<QueuedReports>(4096);

    /// <summary>Returns when the reports are durable.</summary>
    /// <param name="reports">They happen once they are queued, whatever becomes of the request.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The sessions whose reports were refused, because they are another account's.</returns>
    public async Task<IReadOnlySet<Guid>> AddAsync(QueuedReports reports, CancellationToken cancellationToken)
    {
        await _queue.Writer.WriteAsync(reports, cancellationToken);
        return await reports.Durable.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Ends once the queue is empty: the server has stopped before, so nothing is added any more.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var stop = stoppingToken.Register(() => _queue.Writer.TryComplete());
        var group = new List<QueuedReports>();
        while (await _queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            group.Clear();
            for (var count = 0; count < MaxReports && _queue.Reader.TryRead(out var next); count += next.Reports.Count)
                group.Add(next);
            await CommitAsync(group);
        }
    }

    private async Task CommitAsync(List<QueuedReports> group)
    {
        try
        {
            var refused = await commit.WriteAsync(group, CancellationToken.None);
            foreach (var reports in group)
                reports.Durable.SetResult(refused.Where(claim => claim.AccountId == reports.Key.AccountId).Select(claim => claim.SessionId).ToHashSet());
        }
        catch (Exception e)
        {
            // What was written and what not is unknown; each request is answered so, and reports that are sent again do no harm.
            group.ForEach(reports => reports.Durable.TrySetException(e));
        }
    }
}
