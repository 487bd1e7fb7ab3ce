using FilmStreaming.Messaging.Events;

namespace FilmStreaming.Storage;

/// <summary>An aggregate as it is stored: its body, its version, and the events that it caused and that are not yet published.</summary>
public sealed record Document<T>
    where T : class
{
    public required Guid Id { get; init; }

    /// <summary>1 when inserted; one more with each update.</summary>
    public required long Version { get; init; }

    public required T Body { get; init; }

    /// <summary>Events that the outbox relay has still to publish, oldest first.</summary>
    public IReadOnlyList<EventMessage> Pending { get; init; } = [];

    /// <summary>When the first of the pending events is due, by which the relay goes; unset while there are none.</summary>
    public DateTimeOffset? OutboxDue { get; init; }
}

/// <summary>A document that is to be inserted, with the events it causes.</summary>
public sealed record NewDocument<T>(Guid Id, T Body, IReadOnlyList<EventMessage> Events)
    where T : class
{
    /// <summary>1, unless the document comes back as it was.</summary>
    public long Version { get; init; } = 1;

    /// <summary>How long its events may let those of other writes pass; they are not held back while there are none.</summary>
    public TimeSpan MayWait { get; init; }
}

/// <summary>A document that is to have another body if it still has the expected version, with the events this causes.</summary>
public sealed record DocumentUpdate<T>(Guid Id, long ExpectedVersion, T Body, IReadOnlyList<EventMessage> Events)
    where T : class
{
    /// <inheritdoc cref="NewDocument{T}.MayWait"/>
    public TimeSpan MayWait { get; init; }
}

/// <summary>How a write ended.</summary>
public enum WriteStatus
{
    /// <summary>It is durable.</summary>
    Written,

    /// <summary>Nothing was written: the document has another version than expected, or does not exist.</summary>
    Stale,

    /// <summary>Nothing was written: another document has the same key in a unique index.</summary>
    Duplicate,
}

/// <param name="Status">How the write ended.</param>
/// <param name="Index">The unique index that refused a duplicate; null when the id itself is taken.</param>
public readonly record struct WriteResult(WriteStatus Status, string? Index = null);
