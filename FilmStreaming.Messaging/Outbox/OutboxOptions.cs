using System.ComponentModel.DataAnnotations;

namespace FilmStreaming.Messaging.Outbox;

/// <summary>How pending events are published.</summary>
public sealed class OutboxOptions
{
    public const string Section = "Messaging:Outbox";

    /// <summary>How long the relay sleeps when nothing wakes it; another replica's or a crashed process's events are found then.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How many aggregates are claimed, and published side by side, at once.</summary>
    [Range(1, 1000)]
    public int BatchSize { get; set; } = 100;

    /// <summary>How long a claim keeps other relays away; also how long an event that was refused waits for its next attempt.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest wait between attempts while the transport or the store is away.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan MaxBackoff { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a stopping service goes on publishing what is pending. The rest is published after the next start.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often the backlog is measured.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan MeasureInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>From this age of the oldest pending event on, health is degraded.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "1.00:00:00")]
    public TimeSpan MaxLag { get; set; } = TimeSpan.FromSeconds(30);
}
