namespace FilmStreaming.UserApi.Playback;

/// <summary>What is kept of sessions that are no longer kept apart.</summary>
internal sealed record PastSessions
{
    /// <summary>How often each bucket of the film was covered, up to 255 times.</summary>
    public byte[] Depth { get; init; } = new byte[Coverage.Buckets];

    /// <summary>How many of them reached the end.</summary>
    public int Finished { get; init; }

    /// <summary>When the latest of those was played.</summary>
    public DateTimeOffset? WatchedAt { get; init; }

    /// <summary>When the latest of all was played.</summary>
    public DateTimeOffset? LastAt { get; init; }

    public int[] DepthByBucket() => [.. Depth.Select(depth => (int)depth)];

    public PastSessions Add(IReadOnlyCollection<PlaybackSession> sessions)
    {
        var depth = DepthByBucket();
        foreach (var session in sessions)
            Coverage.AddTo(depth, session.Covered);
        return new()
        {
            Depth = [.. depth.Select(times => (byte)Math.Min(times, byte.MaxValue))],
            Finished = Finished + sessions.Count(session => session.IsFinished),
            WatchedAt = Latest(WatchedAt, sessions.Where(session => session.IsFinished)),
            LastAt = Latest(LastAt, sessions),
        };
    }

    /// <summary>The latest time at which one of the sessions was played; <paramref name="known"/> where that is later.</summary>
    public static DateTimeOffset? Latest(DateTimeOffset? known, IEnumerable<PlaybackSession> sessions) =>
        sessions.Select(session => (DateTimeOffset?)session.LastAt).Append(known).Max();
}
