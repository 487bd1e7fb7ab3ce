using System.Diagnostics;
using System.Text;
using FilmStreaming.Messaging.Events;
using FilmStreaming.Messaging.Requests;

namespace FilmStreaming.Messaging.Telemetry;

/// <summary>
/// Spans by OpenTelemetry's semantic conventions for messaging. RabbitMQ.Client has spans of its own; these are used instead,
/// because they last as long as the handler, know the subscription and the attempt, and are the same in process.
/// </summary>
internal static class MessagingActivities
{
    public const string SourceName = "FilmStreaming.Messaging";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Continues the trace of what caused the event, which is not the trace of the relay that publishes it.</summary>
    public static Activity? StartPublish(string system, string destination, EventMessage message) =>
        Start("publish", "send", ActivityKind.Producer, system, destination, message.TraceParent, message.TraceState)
            ?.SetTag("messaging.message.id", message.Id.ToString())
            .SetTag("messaging.message.body.size", Encoding.UTF8.GetByteCount(message.Data))
            .SetTag("cloudevents.event_type", message.Type)
            .SetTag("cloudevents.event_subject", message.Subject);

    public static Activity? StartProcess(string system, string subscription, EventMessage message, int attempt) =>
        Start("process", "process", ActivityKind.Consumer, system, subscription, message.TraceParent, message.TraceState)
            ?.SetTag("messaging.message.id", message.Id.ToString())
            .SetTag("cloudevents.event_type", message.Type)
            .SetTag("cloudevents.event_subject", message.Subject)
            .SetTag("filmstreaming.messaging.attempt", attempt);

    public static Activity? StartAsk(string system, string request) =>
        Start("ask", "send", ActivityKind.Producer, system, request, traceParent: null, traceState: null);

    public static Activity? StartAnswer(string system, RequestMessage request) =>
        Start("answer", "process", ActivityKind.Consumer, system, request.Name, request.TraceParent, request.TraceState);

    /// <returns>The <c>error.type</c>.</returns>
    public static string Fail(this Activity? activity, Exception exception)
    {
        var type = exception.GetType().FullName!;
        activity?.SetTag("error.type", type).SetStatus(ActivityStatusCode.Error, exception.Message);
        return type;
    }

    // Without a trace parent the current activity is the parent.
    private static Activity? Start(
        string name, string operationType, ActivityKind kind, string system, string destination, string? traceParent, string? traceState)
    {
        _ = ActivityContext.TryParse(traceParent, traceState, isRemote: true, out var parent);
        return Source.StartActivity($"{name} {destination}", kind, parent)
            ?.SetTag("messaging.system", system)
            .SetTag("messaging.operation.name", name)
            .SetTag("messaging.operation.type", operationType)
            .SetTag("messaging.destination.name", destination);
    }
}
