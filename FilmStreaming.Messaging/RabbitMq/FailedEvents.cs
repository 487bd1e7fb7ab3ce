using System.Globalization;
using FilmStreaming.Messaging.Delivery;
using FilmStreaming.Messaging.Telemetry;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace FilmStreaming.Messaging.RabbitMq;

/// <summary>
/// Moves an event that could not be handled to the queue where it waits for its next attempt, or after the last one to the
/// dead letters of its subscription. The caller acknowledges it only when the move is confirmed.
/// </summary>
internal sealed partial class FailedEvents(
    PublishingLink link, Topology topology, MessagingMetrics metrics, TimeProvider clock, ILogger<FailedEvents> logger)
{
    public const string AttemptsHeader = "x-filmstreaming-attempts";
    public const string ReasonHeader = "x-filmstreaming-dead-reason";
    public const string StackHashHeader = "x-filmstreaming-dead-stack-hash";
    public const string TimeHeader = "x-filmstreaming-dead-time";

    /// <summary>How often the event has failed. Ours, because the broker's own count has another meaning in each version.</summary>
    public static int AttemptsOf(IReadOnlyBasicProperties properties) =>
        properties.Headers is { } headers && headers.TryGetValue(AttemptsHeader, out var value) && value is int and >= 0 and < 1000
            ? (int)value
            : 0;

    /// <exception cref="Events.EventPublishException">The move is not confirmed; the event is still where it was.</exception>
    public async Task PutAsideAsync(
        string subscription, Delivery delivery, int attempt, Exception failure, CancellationToken cancellationToken)
    {
        var properties = new BasicProperties(delivery.Properties)
        {
            DeliveryMode = DeliveryModes.Persistent,
            Expiration = null,
            Headers = OriginalHeaders(delivery.Properties),
        };
        properties.Headers[AttemptsHeader] = attempt;
        var type = CloudEventCodec.TypeOf(delivery.Properties);
        var id = properties.MessageId;

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
        properties.Headers[ReasonHeader] = reason;
        properties.Headers[StackHashHeader] = stackHash;
        properties.Headers[TimeHeader] = clock.GetUtcNow().UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        await link.PublishAsync("", topology.DeadLetterQueueOf(subscription), properties, delivery.Body, cancellationToken);
        metrics.DeadLettered(RabbitMqTransport.SystemName, subscription, type);
        LogDeadLetter(failure, subscription, type, id, attempt);
    }

    /// <summary>Without what broker and client add on the way, which would grow with every attempt.</summary>
    private static Dictionary<string, object?> OriginalHeaders(IReadOnlyBasicProperties properties) =>
        (properties.Headers ?? new Dictionary<string, object?>())
            .Where(header => header.Key is not ("x-death" or "x-delivery-count" or "x-acquired-count" or "x-dotnet-pub-seq-no")
                && !header.Key.StartsWith("x-first-death-", StringComparison.Ordinal)
                && !header.Key.StartsWith("x-last-death-", StringComparison.Ordinal))
            .ToDictionary();

    [LoggerMessage(LogLevel.Warning, "{Subscription} failed to handle {Type} {Id}, attempt {Attempt}; it is tried again in {Seconds} s")]
    private partial void LogRetry(Exception e, string subscription, string type, string? id, int attempt, double seconds);

    [LoggerMessage(LogLevel.Error, "{Subscription} gave up {Type} {Id} after {Attempts} attempts; it is in the dead-letter queue")]
    private partial void LogDeadLetter(Exception e, string subscription, string type, string? id, int attempts);
}
