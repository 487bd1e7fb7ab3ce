using FilmStreaming.Messaging.Broadcasts;
using FilmStreaming.Messaging.Delivery;
using FilmStreaming.Messaging.Events;
using FilmStreaming.Messaging.Requests;
using FilmStreaming.Messaging.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FilmStreaming.Messaging.InProcess;

/// <summary>What one service handles and answers; on the bus from the service's start to its stop.</summary>
internal sealed partial class InProcessHost(
    InProcessBus bus,
    EventDispatcher events,
    BroadcastDispatcher broadcasts,
    RequestDispatcher requests,
    Outages outages,
    MessagingMetrics metrics,
    IOptions<MessagingOptions> options,
    TimeProvider clock,
    ILogger<InProcessHost> logger) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly InFlight _inFlight = new();

    public bool Subscribes(string subscription) => events.Subscriptions.Contains(subscription);

    public bool Hears(string eventType) => broadcasts.Types.Contains(eventType);

    public bool Answers(string request) => requests.Names.Contains(request);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var subscription in events.Subscriptions)
        {
            foreach (var type in subscription)
                bus.Declare(subscription.Key, type);
        }

        bus.Attach(this);
        _ = broadcasts.CatchUpAsync(_stopping.Token);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        bus.Detach(this);
        if (!await _inFlight.CloseAsync(options.Value.DrainTimeout, clock))
            LogNotDrained(options.Value.DrainTimeout.TotalSeconds);
        await _stopping.CancelAsync();
    }

    /// <summary>Tries as often as the options say, then gives the event up.</summary>
    /// <exception cref="EventPublishException">
    /// The service stopped before the event was handled or given up, or what its handler needs is away.
    /// </exception>
    public async Task HandleAsync(string subscription, EventMessage message)
    {
        if (!_inFlight.TryEnter())
            throw new EventPublishException($"The service that has the subscription {subscription} is stopping.");
        try
        {
            DateTimeOffset? firstFailure = null;
            for (var attempt = 1; !await TryHandleAsync(subscription, message, attempt, firstFailure); attempt++)
            {
                firstFailure ??= clock.GetUtcNow();
                await Task.Delay(options.Value.InProcessRetryDelays[attempt - 1], clock, _stopping.Token);
            }
        }
        catch (Exception e) when (_stopping.IsCancellationRequested)
        {
            throw new EventPublishException($"The service that has the subscription {subscription} stopped.", e);
        }
        finally
        {
            _inFlight.Exit();
        }
    }

    /// <summary>Handles a broadcast, unless the service is stopping: then it needs to know nothing any more.</summary>
    public async Task HearAsync(EventMessage message)
    {
        if (!_inFlight.TryEnter())
            return;
        try
        {
            await broadcasts.HandleAsync(InProcessTransport.SystemName, message, _stopping.Token);
        }
        finally
        {
            _inFlight.Exit();
        }
    }

    public async Task<string> AnswerAsync(RequestMessage request)
    {
        if (!_inFlight.TryEnter())
            throw new RequestUnavailableException(request.Name, "the service that answers it is stopping");
        try
        {
            using var deadline = new CancellationTokenSource(request.Deadline, clock);
            using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, _stopping.Token);
            return await requests.AnswerAsync(InProcessTransport.SystemName, request, linked.Token);
        }
        finally
        {
            _inFlight.Exit();
        }
    }

    /// <summary>Also leaves the bus: a host whose start fails is disposed without having been stopped.</summary>
    public void Dispose()
    {
        bus.Detach(this);
        _stopping.Cancel();
        _stopping.Dispose();
    }

    /// <returns>Whether the event is done with: handled or given up.</returns>
    private async Task<bool> TryHandleAsync(string subscription, EventMessage message, int attempt, DateTimeOffset? firstFailure)
    {
        try
        {
            await events.HandleAsync(InProcessTransport.SystemName, subscription, message, attempt, _stopping.Token);
            return true;
        }
        catch (Exception e) when (!_stopping.IsCancellationRequested)
        {
            if (outages.DependencyOf(e) is { } dependency)
                throw new EventPublishException($"{subscription} cannot handle it while {dependency} is away.", e);
            if (attempt <= options.Value.InProcessRetryDelays.Count)
            {
                metrics.Retried(InProcessTransport.SystemName, subscription, message.Type);
                LogRetry(e, subscription, message.Type, message.Id, message.Subject, attempt);
                return false;
            }

            var now = clock.GetUtcNow();
            bus.Add(new()
            {
                Subscription = subscription,
                Message = message,
                Attempts = attempt,
                Failure = DeliveryFailure.Of(e),
                FirstFailedAt = firstFailure ?? now,
                LastFailedAt = now,
            });
            metrics.DeadLettered(InProcessTransport.SystemName, subscription, message.Type);
            LogDeadLetter(e, subscription, message.Type, message.Id, message.Subject, attempt);
            return true;
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Subscription} failed to handle {Type} {Id} of {Subject}, attempt {Attempt}; it is tried again")]
    private partial void LogRetry(Exception e, string subscription, string type, Guid id, string subject, int attempt);

    [LoggerMessage(LogLevel.Error, "{Subscription} gave up {Type} {Id} of {Subject} after {Attempts} attempts")]
    private partial void LogDeadLetter(Exception e, string subscription, string type, Guid id, string subject, int attempts);

    [LoggerMessage(LogLevel.Warning, "Handlers still ran {Seconds} s after the stop; their events are published again later")]
    private partial void LogNotDrained(double seconds);
}
