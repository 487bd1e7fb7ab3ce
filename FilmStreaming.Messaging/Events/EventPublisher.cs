using FilmStreaming.Messaging.Telemetry;

namespace FilmStreaming.Messaging.Events;

/// <summary>Publishes over whichever transport there is: events of one subject in order, subjects side by side.</summary>
internal sealed class EventPublisher(ITransport transport, MessagingMetrics metrics) : IEventPublisher
{
    public Task PublishAsync(IReadOnlyList<EventMessage> events, CancellationToken cancellationToken) =>
        events is [var only]
            ? PublishAsync(only, cancellationToken)
            : Task.WhenAll(events.GroupBy(message => message.Subject).Select(subject => PublishInOrderAsync(subject, cancellationToken)));

    private async Task PublishInOrderAsync(IEnumerable<EventMessage> events, CancellationToken cancellationToken)
    {
        foreach (var message in events)
            await PublishAsync(message, cancellationToken);
    }

    private async Task PublishAsync(EventMessage message, CancellationToken cancellationToken)
    {
        using var activity = MessagingActivities.StartPublish(transport.System, transport.DestinationOf(message.Type), message);
        metrics.Published(transport.System, message.Type);
        try
        {
            // The consumer continues from this span; without one, from the activity that caused the event.
            var sent = activity is null ? message : message with { TraceParent = activity.Id, TraceState = activity.TraceStateString };
            await transport.PublishAsync(sent, cancellationToken);
            metrics.Confirmed(transport.System, message.Type);
        }
        catch (Exception e)
        {
            activity.Fail(e);
            throw;
        }
    }
}
