namespace FilmStreaming.Messaging.Events;

/// <summary>An event as its handler receives it.</summary>
/// <param name="Message">Its context attributes.</param>
/// <param name="Data">Its body.</param>
public sealed record EventContext<TData>(EventMessage Message, TData Data);

/// <summary>
/// Applies one type of event. Events arrive at least once and, after retries, possibly out of order: an implementation is
/// idempotent, by the version in the body or by the message id, in the same write as its effect.
/// A return means the effect is durable; an exception means the event is retried, and dead-lettered in the end.
/// </summary>
public interface IEventHandler<TData>
{
    Task HandleAsync(EventContext<TData> context, CancellationToken cancellationToken);
}

/// <summary>Sends events to all who subscribed to their type.</summary>
public interface IEventPublisher
{
    /// <summary>Returns when every event is safe with the transport: confirmed by the broker, or handled in process.</summary>
    /// <exception cref="EventPublishException">Some events are not safe and have to be published again.</exception>
    Task PublishAsync(IReadOnlyList<EventMessage> events, CancellationToken cancellationToken);
}

/// <summary>Events that did not become safe with the transport: the broker is away, refused them, or nobody is subscribed.</summary>
public sealed class EventPublishException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The transport works and would not take this event, so that trying again at once is of no use.</summary>
    public bool Refused { get; init; }
}
