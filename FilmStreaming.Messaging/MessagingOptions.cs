using System.ComponentModel.DataAnnotations;

namespace FilmStreaming.Messaging;

/// <summary>How messages are sent, retried and drained. Every setting has a default that suits production.</summary>
public sealed class MessagingOptions : IValidatableObject
{
    public const string Section = "Messaging";

    /// <summary>Begins the name of every exchange and queue. Two systems on one broker need two prefixes.</summary>
    [Required, RegularExpression("^[a-z0-9][a-z0-9.-]{0,99}$")]
    public string Prefix { get; set; } = "filmstreaming";

    /// <summary>How many events of one subscription a replica handles at once; events of one subject always one after another.</summary>
    [Range(1, 1000)]
    public int Prefetch { get; set; } = 32;

    /// <summary>The waits between the attempts to handle an event over RabbitMQ. Default 1 s, 10 s, 1 min and 10 min.</summary>
    [MaxLength(10)]
    public IReadOnlyList<TimeSpan> RetryDelays { get; set; } = [];

    /// <summary>The same in process, where the publisher waits for the handlers. Default 10 ms, 100 ms and 1 s.</summary>
    [MaxLength(10)]
    public IReadOnlyList<TimeSpan> InProcessRetryDelays { get; set; } = [];

    /// <summary>The largest body that is accepted, in bytes. A larger event is dead-lettered, a larger request refused.</summary>
    [Range(1024, 16 * 1024 * 1024)]
    public int MaxBodyBytes { get; set; } = 1024 * 1024;

    /// <summary>How many published messages may wait for the broker's confirmation; further ones wait before they are sent.</summary>
    [Range(1, 10_000)]
    public int MaxUnconfirmed { get; set; } = 256;

    /// <summary>How long the broker may take to confirm a message.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan PublishTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a stopping service waits for the handlers that are running; what they hold is delivered again later.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a lost connection is left alone at first; the wait doubles up to <see cref="MaxReconnectDelay"/>.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan ReconnectDelay { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest wait before a lost connection is tried again.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:05:00")]
    public TimeSpan MaxReconnectDelay { get; set; } = TimeSpan.FromSeconds(5);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        RetryDelays.Concat(InProcessRetryDelays).Any(delay => delay < TimeSpan.FromMilliseconds(1) || delay > TimeSpan.FromDays(1))
            ? [new("A retry delay is at least 1 ms and at most a day.", [nameof(RetryDelays), nameof(InProcessRetryDelays)])]
            : [];

    /// <summary>Sets the lists that configuration left empty: binding would add to a default instead of replacing it.</summary>
    internal void SetDefaults()
    {
        if (RetryDelays is [])
            RetryDelays = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10)];
        if (InProcessRetryDelays is [])
            InProcessRetryDelays = [TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1)];
    }
}
