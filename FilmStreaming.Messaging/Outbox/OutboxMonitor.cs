using FilmStreaming.Messaging.Telemetry;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FilmStreaming.Messaging.Outbox;

/// <summary>Measures how far publishing lags behind writing: for the metrics, and as a degradation of health.</summary>
internal sealed partial class OutboxMonitor : BackgroundService, IHealthCheck
{
    public const string HealthCheckName = "outbox";

    private readonly IReadOnlyList<IOutbox> _outboxes;
    private readonly OutboxOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<OutboxMonitor> _logger;
    private volatile IReadOnlyList<KeyValuePair<string, OutboxBacklog>> _measured = [];

    public OutboxMonitor(
        IEnumerable<IOutbox> outboxes,
        MessagingMetrics metrics,
        IOptions<OutboxOptions> options,
        TimeProvider clock,
        ILogger<OutboxMonitor> logger)
    {
        _outboxes = [.. outboxes];
        _options = options.Value;
        _clock = clock;
        _logger = logger;
        metrics.ObserveOutboxes(
            () => _measured.Select(outbox => KeyValuePair.Create(outbox.Key, LagOf(outbox.Value).TotalSeconds)),
            () => _measured.Select(outbox => KeyValuePair.Create(outbox.Key, outbox.Value.Aggregates)));
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var late = _measured.Where(outbox => LagOf(outbox.Value) > _options.MaxLag).ToList();
        return Task.FromResult(late is []
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded(string.Join("; ", late.Select(outbox =>
                $"{outbox.Value.Aggregates} of {outbox.Key} have pending events, the oldest for {LagOf(outbox.Value).TotalSeconds:0} s"))));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_outboxes is [])
            return;
        using var timer = new PeriodicTimer(_options.MeasureInterval, _clock);
        try
        {
            do
                await MeasureAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private TimeSpan LagOf(OutboxBacklog backlog) =>
        backlog.Oldest is { } oldest && _clock.GetUtcNow() is var now && oldest < now ? now - oldest : TimeSpan.Zero;

    private async Task MeasureAsync(CancellationToken cancellationToken)
    {
        try
        {
            var measured = new List<KeyValuePair<string, OutboxBacklog>>(_outboxes.Count);
            foreach (var outbox in _outboxes)
                measured.Add(new(outbox.Name, await outbox.MeasureAsync(cancellationToken)));
            _measured = measured;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // What was measured last stays, and its oldest event grows older; the store's own health check says what is wrong.
            LogUnmeasured(e);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The backlog of the outboxes cannot be measured now")]
    private partial void LogUnmeasured(Exception e);
}
