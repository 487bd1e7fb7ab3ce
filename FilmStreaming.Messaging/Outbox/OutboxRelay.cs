using System.Threading.Channels;
using FilmStreaming.Messaging.Events;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FilmStreaming.Messaging.Outbox;

/// <summary>
/// Publishes the pending events of every outbox: claims aggregates, publishes the events of each in order and aggregates side by
/// side, and removes what the transport has made safe. A crash between any two steps publishes an event twice at worst.
/// </summary>
internal sealed partial class OutboxRelay(
    IEnumerable<IOutbox> outboxes,
    IEventPublisher publisher,
    OutboxSignal signal,
    IOptions<OutboxOptions> options,
    TimeProvider clock,
    ILogger<OutboxRelay> logger) : BackgroundService
{
    private readonly IReadOnlyList<IOutbox> _outboxes = [.. outboxes];

    private enum Outcome
    {
        Nothing,
        Progress,
        Away,
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_outboxes is [])
            return;
        using var ended = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        await using var drain = stoppingToken.Register(() => ended.CancelAfter(options.Value.DrainTimeout));
        try
        {
            await RunAsync(stoppingToken, ended.Token);
        }
        catch (Exception) when (ended.IsCancellationRequested)
        {
            LogNotDrained(options.Value.DrainTimeout.TotalSeconds);
        }
    }

    /// <summary>Ends when a stop was asked for and nothing more can be published, or with <paramref name="ended"/>.</summary>
    private async Task RunAsync(CancellationToken stopping, CancellationToken ended)
    {
        var backoff = options.Value.Interval;
        while (true)
        {
            var outcome = await RelayAsync(ended);
            if (outcome == Outcome.Progress)
            {
                backoff = options.Value.Interval;
                continue;
            }

            if (stopping.IsCancellationRequested)
                return;
            if (outcome == Outcome.Nothing)
            {
                await signal.WaitAsync(options.Value.Interval, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                continue;
            }

            await Task.Delay(backoff, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            backoff = TimeSpan.FromTicks(Math.Min(backoff.Ticks * 2, options.Value.MaxBackoff.Ticks));
        }
    }

    /// <summary>One batch of every outbox.</summary>
    private async Task<Outcome> RelayAsync(CancellationToken cancellationToken)
    {
        var outcomes = await Task.WhenAll(_outboxes.Select(outbox => RelayAsync(outbox, cancellationToken)));
        return outcomes.Max();
    }

    private async Task<Outcome> RelayAsync(IOutbox outbox, CancellationToken cancellationToken)
    {
        try
        {
            var claims = await outbox.ClaimAsync(options.Value.BatchSize, options.Value.Lease, cancellationToken);
            var published = Channel.CreateUnbounded<OutboxCompletion>();
            var publishing = PublishAsync(outbox, claims, published.Writer, cancellationToken);
            await CompleteAsync(outbox, published.Reader, cancellationToken);
            return await publishing;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // The store is away. Whatever was claimed comes back when its lease has passed.
            LogStoreAway(e, outbox.Name);
            return Outcome.Away;
        }
    }

    private async Task<Outcome> PublishAsync(
        IOutbox outbox, IReadOnlyList<OutboxClaim> claims, ChannelWriter<OutboxCompletion> published, CancellationToken cancellationToken)
    {
        try
        {
            var outcomes = await Task.WhenAll(claims.Select(claim => PublishAsync(outbox, claim, published, cancellationToken)));
            return outcomes.DefaultIfEmpty(Outcome.Nothing).Max();
        }
        finally
        {
            published.Complete();
        }
    }

    /// <summary>One write removes the events of all aggregates that were published since the last; none waits for a slow one.</summary>
    private static async Task CompleteAsync(
        IOutbox outbox, ChannelReader<OutboxCompletion> published, CancellationToken cancellationToken)
    {
        var completions = new List<OutboxCompletion>();
        while (await published.WaitToReadAsync(cancellationToken))
        {
            completions.Clear();
            while (published.TryRead(out var completion))
                completions.Add(completion);
            await outbox.CompleteAsync(completions, cancellationToken);
        }
    }

    private async Task<Outcome> PublishAsync(
        IOutbox outbox, OutboxClaim claim, ChannelWriter<OutboxCompletion> completions, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        var published = 0;
        var outcome = Outcome.Progress;
        try
        {
            // Beyond half of the lease another relay may be about to take over, and the order would be at risk.
            while (published < claim.Events.Count && clock.GetElapsedTime(started) < options.Value.Lease / 2)
            {
                await publisher.PublishAsync([claim.Events[published]], cancellationToken);
                published++;
            }
        }
        catch (EventPublishException e) when (e.Refused)
        {
            // The claim is kept: its lease is the wait before this aggregate is tried again, and others go on.
            LogRefused(outbox.Name, claim.AggregateId, e.Message);
            if (published == 0)
                return Outcome.Nothing;
        }
        catch (EventPublishException e)
        {
            LogAway(outbox.Name, claim.AggregateId, e.Message);
            outcome = Outcome.Away;
        }

        completions.TryWrite(new(claim, published));
        return outcome;
    }

    [LoggerMessage(LogLevel.Debug, "An event of {Outbox} {Aggregate} was refused and is tried again later: {Reason}")]
    private partial void LogRefused(string outbox, Guid aggregate, string reason);

    [LoggerMessage(LogLevel.Debug, "The events of {Outbox} {Aggregate} stay pending: {Reason}")]
    private partial void LogAway(string outbox, Guid aggregate, string reason);

    [LoggerMessage(LogLevel.Warning, "The outbox {Outbox} cannot be read or written now")]
    private partial void LogStoreAway(Exception e, string outbox);

    [LoggerMessage(LogLevel.Information, "Events are still pending {Seconds} s after the stop; they are published after the next start")]
    private partial void LogNotDrained(double seconds);
}
