using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace FilmStreaming.Messaging.Events;

/// <summary>The agreed form of one type of event: its name on the wire and the JSON form of its body.</summary>
/// <param name="type">The CloudEvents type, with the version of the body at its end.</param>
/// <param name="source">The CloudEvents source: <c>/</c> and the name of the publishing service.</param>
/// <param name="json">Source-generated metadata of the body.</param>
public sealed class EventContract<TData>(string type, string source, JsonTypeInfo<TData> json)
{
    public string Type { get; } = type;

    /// <summary>Makes an event of this type; it carries the trace context of the current activity.</summary>
    /// <param name="subject">The id of the aggregate.</param>
    /// <param name="data">The body.</param>
    /// <param name="time">When it happened.</param>
    public EventMessage Create(string subject, TData data, DateTimeOffset time) => new()
    {
        Id = Guid.CreateVersion7(time),
        Type = Type,
        Source = source,
        Subject = subject,
        Time = time,
        Data = JsonSerializer.Serialize(data, json),
        TraceParent = Activity.Current?.Id,
        TraceState = Activity.Current?.TraceStateString,
    };

    /// <exception cref="JsonException">The body is not of this contract's form.</exception>
    public TData Read(EventMessage message) =>
        JsonSerializer.Deserialize(message.Data, json) ?? throw new JsonException($"The body of a {Type} is null.");
}
