using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FilmStreaming.Messaging.DeadLetters;
using RabbitMQ.Client;

namespace FilmStreaming.Messaging.RabbitMq;

/// <summary>What an event that could not be handled carries besides its own headers.</summary>
internal static class FailureHeaders
{
    public const string Attempts = Prefix + "attempts";
    public const string FirstTime = Prefix + "first-failure-time";
    public const string Reason = Prefix + "dead-reason";
    public const string StackHash = Prefix + "dead-stack-hash";
    public const string LastTime = Prefix + "dead-time";

    private const string Prefix = "x-filmstreaming-";

    /// <summary>How often the event has failed. Ours, because the broker's own count has another meaning in each version.</summary>
    public static int AttemptsOf(IReadOnlyBasicProperties properties) =>
        properties.Headers is { } headers && headers.TryGetValue(Attempts, out var value) && value is int and >= 0 and < 1000
            ? (int)value
            : 0;

    /// <summary>The id of the event; of what has none, the same for the same content.</summary>
    public static Guid IdOf(BasicGetResult letter) => Guid.TryParse(letter.BasicProperties.MessageId, out var id)
        ? id
        : new(SHA256.HashData(letter.Body.Span).AsSpan(0, 16), bigEndian: true);

    public static DeadLetter Read(BasicGetResult letter)
    {
        var properties = letter.BasicProperties;
        return new()
        {
            Id = IdOf(letter),
            Type = CloudEventCodec.TypeOf(properties),
            Subject = CloudEventCodec.SubjectOf(properties) is { Length: > 0 } subject ? subject : null,
            Time = TimeOf(CloudEventCodec.Attribute(properties, "time")),
            // The broker itself gives up what was delivered too often and never settled.
            Reason = CloudEventCodec.Header(properties, Reason)
                ?? $"RabbitMQ: {CloudEventCodec.Header(properties, "x-last-death-reason") ?? "no reason"}",
            StackHash = CloudEventCodec.Header(properties, StackHash),
            Attempts = AttemptsOf(properties),
            FirstFailedAt = TimeOf(CloudEventCodec.Header(properties, FirstTime)),
            LastFailedAt = TimeOf(CloudEventCodec.Header(properties, LastTime)),
        };
    }

    /// <summary>The body as text; bytes that are not UTF-8 are replaced.</summary>
    public static DeadLetter ReadWithBody(BasicGetResult letter) => Read(letter) with { Body = Encoding.UTF8.GetString(letter.Body.Span) };

    /// <summary>Without what broker and client add on the way, which would grow with every attempt.</summary>
    public static BasicProperties Original(IReadOnlyBasicProperties properties) => Keep(properties, name =>
        name is not ("x-death" or "x-delivery-count" or "x-acquired-count" or "x-dotnet-pub-seq-no")
        && !name.StartsWith("x-first-death-", StringComparison.Ordinal)
        && !name.StartsWith("x-last-death-", StringComparison.Ordinal));

    /// <summary>As if it had never failed.</summary>
    public static BasicProperties Fresh(IReadOnlyBasicProperties properties) =>
        Keep(Original(properties), name => name is not (Attempts or FirstTime or Reason or StackHash or LastTime));

    public static string TextOf(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset? TimeOf(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private static BasicProperties Keep(IReadOnlyBasicProperties properties, Func<string, bool> isKept) => new(properties)
    {
        DeliveryMode = DeliveryModes.Persistent,
        Expiration = null,
        Headers = (properties.Headers ?? new Dictionary<string, object?>()).Where(header => isKept(header.Key)).ToDictionary(),
    };
}
