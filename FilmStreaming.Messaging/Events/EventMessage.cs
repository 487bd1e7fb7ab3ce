namespace FilmStreaming.Messaging.Events;

/// <summary>An event on its way, with the context attributes of CloudEvents 1.0 and the W3C trace context it was caused in.</summary>
public sealed record EventMessage
{
    /// <summary>UUIDv7; the same event delivered twice has the same id.</summary>
    public required Guid Id { get; init; }

    /// <summary>For example <c>film.movie.created.v1</c>; also the routing key.</summary>
    public required string Type { get; init; }

    /// <summary>The service that the event happened in, for example <c>/movieapi</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The id of the aggregate that the event is about; order is kept per subject.</summary>
    public required string Subject { get; init; }

    public required DateTimeOffset Time { get; init; }

    /// <summary>The body as JSON text (UTF-8 on the wire).</summary>
    public required string Data { get; init; }

    /// <summary>W3C Trace Context: <c>traceparent</c> of the activity that caused the event.</summary>
    public string? TraceParent { get; init; }

    /// <summary>W3C Trace Context: <c>tracestate</c>.</summary>
    public string? TraceState { get; init; }
}
