using System.Text.Json.Serialization;

namespace FilmStreaming.UserApi.Playback;

/// <summary>What a player tells.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PlaybackEvent>))]
public enum PlaybackEvent
{
    /// <summary>Playing begins, at the position.</summary>
    [JsonStringEnumMemberName("start")]
    Start,

    /// <summary>It was played up to the position, and goes on.</summary>
    [JsonStringEnumMemberName("progress")]
    Progress,

    /// <summary>It was played up to the position, and pauses.</summary>
    [JsonStringEnumMemberName("pause")]
    Pause,

    /// <summary>The viewer jumped to the position, forwards or backwards.</summary>
    [JsonStringEnumMemberName("seek")]
    Seek,

    /// <summary>It was played up to the position, and the session ends.</summary>
    [JsonStringEnumMemberName("stop")]
    Stop,
}

/// <summary>One valid report of a player about one film.</summary>
internal sealed record PlaybackReport
{
    /// <summary>One playing of the film on one device, named by the player.</summary>
    public required Guid SessionId { get; init; }

    /// <summary>Orders the reports of a session, from 0 to 2^53 - 1.</summary>
    public required long Sequence { get; init; }

    public required PlaybackEvent Event { get; init; }

    /// <summary>Milliseconds from the beginning of the film, at most <see cref="DurationMs"/>.</summary>
    public required long PositionMs { get; init; }

    /// <summary>Milliseconds.</summary>
    public required long DurationMs { get; init; }

    /// <summary>By the player's clock, in whole milliseconds.</summary>
    public required DateTimeOffset ClientTime { get; init; }

    /// <summary>From where on the film was played without a break up to <see cref="PositionMs"/>, where the player says so.</summary>
    public long? PlayedFromMs { get; init; }

    /// <summary>Whether it says where the viewer has gone, rather than what was played.</summary>
    public bool IsJump => Event is PlaybackEvent.Start or PlaybackEvent.Seek;
}
