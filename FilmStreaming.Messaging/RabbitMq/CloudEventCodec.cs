using System.Globalization;
using System.Text;
using FilmStreaming.Messaging.Events;
using RabbitMQ.Client;

namespace FilmStreaming.Messaging.RabbitMq;

/// <summary>
/// CloudEvents 1.0 over AMQP in binary mode: the attributes are headers with the prefix <c>cloudEvents_</c>, or
/// <c>cloudEvents:</c> which is read as well; the body is the data.
/// </summary>
internal static class CloudEventCodec
{
    public const string TraceParentHeader = "traceparent";
    public const string TraceStateHeader = "tracestate";

    private const string Prefix = "cloudEvents_";
    private const string OtherPrefix = "cloudEvents:";
    private const string ContentType = "application/json";
    private const int MaxAttributeBytes = 1024;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static BasicProperties Write(EventMessage message)
    {
        var headers = new Dictionary<string, object?>
        {
            [Prefix + "specversion"] = "1.0",
            [Prefix + "id"] = message.Id.ToString(),
            [Prefix + "source"] = message.Source,
            [Prefix + "type"] = message.Type,
            [Prefix + "subject"] = message.Subject,
            [Prefix + "time"] = message.Time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            [Prefix + "dataschema"] = $"urn:filmstreaming:schema:{message.Type}",
        };
        AddTrace(headers, message.TraceParent, message.TraceState);
        return new()
        {
            ContentType = ContentType,
            MessageId = message.Id.ToString(),
            DeliveryMode = DeliveryModes.Persistent,
            Headers = headers,
        };
    }

    /// <exception cref="FormatException">It is no CloudEvent of the form that this system publishes.</exception>
    public static EventMessage Read(IReadOnlyBasicProperties properties, ReadOnlySpan<byte> body)
    {
        if (properties.ContentType is { } type && type.Split(';')[0].Trim() != ContentType)
            throw new FormatException($"The content type is not {ContentType}.");
        if (Attribute(properties, "specversion") is not "1.0")
            throw new FormatException("The CloudEvents version is not 1.0.");
        return new()
        {
            Id = Guid.TryParse(Required(properties, "id"), out var id) ? id : throw new FormatException("The id is no UUID."),
            Type = Required(properties, "type"),
            Source = Required(properties, "source"),
            Subject = Required(properties, "subject"),
            Time = DateTimeOffset.TryParse(
                Required(properties, "time"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
                ? time
                : throw new FormatException("The time is no timestamp of RFC 3339."),
            Data = Text(body),
            TraceParent = Header(properties, TraceParentHeader),
            TraceState = Header(properties, TraceStateHeader),
        };
    }

    /// <summary>The subject, or the empty string in what is no CloudEvent.</summary>
    public static string SubjectOf(IReadOnlyBasicProperties properties) => Attribute(properties, "subject") ?? "";

    /// <summary>The type, or <c>unknown</c> in what is no CloudEvent.</summary>
    public static string TypeOf(IReadOnlyBasicProperties properties) => Attribute(properties, "type") ?? "unknown";

    public static void AddTrace(Dictionary<string, object?> headers, string? traceParent, string? traceState)
    {
        if (traceParent is not null)
            headers[TraceParentHeader] = traceParent;
        if (!string.IsNullOrEmpty(traceState))
            headers[TraceStateHeader] = traceState;
    }

    /// <summary>A header's text, or null when it is absent, not text, or longer than any header that is sent here.</summary>
    public static string? Header(IReadOnlyBasicProperties properties, string name) =>
        properties.Headers is { } headers
        && headers.TryGetValue(name, out var value)
        && value is byte[] { Length: <= MaxAttributeBytes } text
            ? Encoding.UTF8.GetString(text)
            : null;

    /// <exception cref="FormatException">The bytes are not UTF-8.</exception>
    public static string Text(ReadOnlySpan<byte> body)
    {
        try
        {
            return Utf8.GetString(body);
        }
        catch (DecoderFallbackException e)
        {
            throw new FormatException("The body is not UTF-8.", e);
        }
    }

    private static string Required(IReadOnlyBasicProperties properties, string name) =>
        Attribute(properties, name) is { Length: > 0 } value
            ? value
            : throw new FormatException($"The attribute {name} is missing, no text, or longer than {MaxAttributeBytes} bytes.");

    /// <summary>A context attribute, or null when it is absent, not text, or too long.</summary>
    public static string? Attribute(IReadOnlyBasicProperties properties, string name) =>
        Header(properties, Prefix + name) ?? Header(properties, OtherPrefix + name);
}
