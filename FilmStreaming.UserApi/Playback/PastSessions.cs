using System.Buffers.Binary;

namespace FilmStreaming.UserApi.Playback;

/// <summary>What is kept of sessions that are no longer kept apart.</summary>
internal sealed record PastSessions
{
    /// <summary>Sessions that are known by their marks. What is reported of one that is not counts as of a new one.</summary>
    private const int MaxMarks = 1000;

    /// <summary>How often each bucket of the film was covered, up to 255 times.</summary>
    public byte[] Depth { get; init; } = new byte[Coverage.Buckets];

    /// <summary>How many of them reached the end.</summary>
    public int Finished { get; init; }

    /// <summary>When the latest of those was played.</summary>
    public DateTimeOffset? WatchedAt { get; init; }

    /// <summary>When the latest of all was played.</summary>
    public DateTimeOffset? LastAt { get; init; }

    /// <summary>Eight bytes of the id of each, the one that went last behind: their reports say nothing new.</summary>
    public byte[] Marks { get; init => field = value ?? []; } = [];

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
            Marks = [.. Marks.Concat(sessions.SelectMany(session => MarkOf(session.Id))).TakeLast(MaxMarks * sizeof(long))],
        };
    }

    /// <summary>Whether the session is among them.</summary>
    public bool Has(Guid sessionId)
    {
        var mark = MarkOf(sessionId).AsSpan();
        for (var at = 0; at < Marks.Length; at += sizeof(long))
        {
            if (Marks.AsSpan(at, sizeof(long)).SequenceEqual(mark))
                return true;
        }

        return false;
    }

    /// <summary>The latest time at which one of the sessions was played; <paramref name="known"/> where that is later.</summary>
    public static DateTimeOffset? Latest(DateTimeOffset? known, IEnumerable<PlaybackSession> sessions) =>
        sessions.Select(session => (DateTimeOffset?)session.LastAt).Append(known).Max();

    // Both halves, so that neither ids that begin with a time nor those that end alike have the same.
    private static byte[] MarkOf(Guid sessionId)
    {
        Span<byte> id = stackalloc byte[16];
        sessionId.TryWriteBytes(id, bigEndian: true, out _);
        var mark = new byte[sizeof(long)];
        BinaryPrimitives.WriteUInt64BigEndian(
            mark, BinaryPrimitives.ReadUInt64BigEndian(id) * 31 ^ BinaryPrimitives.ReadUInt64BigEndian(id[8..]));
        return mark;
    }
}
