using FilmStreaming.Messaging.Delivery;
using FilmStreaming.Messaging.Telemetry;
using Microsoft.Extensions.Logging;

namespace FilmStreaming.Messaging.RabbitMq;

/// <summary>
/// Moves an event that could not be handled to the queue where it waits for its next attempt, or after the last one to the
/// dead letters of its subscription. The caller acknowledges it only when the move is confirmed.
/// </summary>
internal sealed partial class FailedEvents(
    PublishingLink link, Topology topology, Outages outages, MessagingMetrics metrics, TimeProvider clock, ILogger<FailedEvents> logger)
{
    /// <exception cref="Events.EventPublishException">The move is not confirmed; the event is still where it was.</exception>
    public async Task PutAsideAsync(
        string subscription, Delivery delivery, int attempt, Exception failure, CancellationToken cancellationToken)
    {
        var now = FailureHeaders.TextOf(clock.GetUtcNow());
        var properties = FailureHeaders.Original(delivery.Properties);
        properties.Headers!.TryAdd(FailureHeaders.FirstTime, now);
        var type = CloudEventCodec.TypeOf(delivery.Properties);
        var id = properties.MessageId;
        if (outages.DependencyOf(failure) is { } dependency)
        {
            // The attempt does not count.
            var delay = topology.RetryDelays[0];
            await link.PublishAsync("", topology.RetryQueueOf(subscription, delay), properties, delivery.Body, cancellationToken);
            metrics.Retried(RabbitMqTransport.SystemName, subscription, type);
            LogOutage(subscription, type, id, dependency, delay.TotalSeconds);
            return;
        }

        properties.Headers![FailureHeaders.Attempts] = attempt;

        // What cannot be read will be no better the next time.
        var last = failure is FormatException || attempt > topology.RetryDelays.Count;
        if (!last)
        {
            var queue = topology.RetryQueueOf(subscription, topology.RetryDelays[attempt - 1]);
            await link.PublishAsync("", queue, properties, delivery.Body, cancellationToken);
            metrics.Retried(RabbitMqTransport.SystemName, subscription, type);
            LogRetry(failure, subscription, type, id, attempt, topology.RetryDelays[attempt - 1].TotalSeconds);
            return;
        }

        var (reason, stackHash) = DeliveryFailure.Of(failure);
        properties.Headers[FailureHeaders.Reason] = reason;
        properties.Headers[FailureHeaders.StackHash] = stackHash;
        properties.Headers[FailureHeaders.LastTime] = now;
        await link.PublishAsync("", topology.DeadLetterQueueOf(subscription), properties, delivery.Body, cancellationToken);
        metrics.DeadLettered(RabbitMqTransport.SystemName, subscription, type);
        LogDeadLetter(failure, subscription, type, id, attempt);
    }

    [LoggerMessage(LogLevel.Warning, "{Subscription} failed to handle {Type} {Id}, attempt {Attempt}; it is tried again in {Seconds} s")]
    private partial void LogRetry(Exception e, string subscription, string type, string? id, int attempt, double seconds);

    [LoggerMessage(
        LogLevel.Warning, "{Subscription} cannot handle {Type} {Id} while {Dependency} is away; it is tried again in {Seconds} s")]
    private partial void LogOutage(string subscription, string type, string? id, string dependency, double seconds);

    [LoggerMessage(LogLevel.Error, "{Subscription} gave up {Type} {Id} after {Attempts} attempts; it is in the dead-letter queue")]
    private partial void LogDeadLetter(Exception e, string subscription, string type, string? id, int attempts);
}
