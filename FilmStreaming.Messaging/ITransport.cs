using FilmStreaming.Messaging.Events;
using FilmStreaming.Messaging.Requests;

namespace FilmStreaming.Messaging;

/// <summary>What carries messages: RabbitMQ, or the process itself. Both keep the same contract suite.</summary>
internal interface ITransport
{
    /// <summary>The <c>messaging.system</c> of telemetry.</summary>
    string System { get; }

    /// <summary>The <c>messaging.destination.name</c> of an event type.</summary>
    string DestinationOf(string eventType);

    /// <summary>Returns when the event is safe.</summary>
    /// <exception cref="EventPublishException">It is not.</exception>
    Task PublishAsync(EventMessage message, CancellationToken cancellationToken);

    /// <summary>The reply's JSON text.</summary>
    /// <exception cref="RequestUnavailableException">There is none.</exception>
    Task<string> AskAsync(RequestMessage request, CancellationToken cancellationToken);
}
