using System.Text.Json.Serialization;

namespace FilmStreaming.UserApi.Playback;

/// <summary>A report in a session, as far as its position counts.</summary>
internal sealed record PositionMark(long Sequence, long PositionMs);

/// <summary>
/// One playing of a film on one device: what its reports, taken together, say. Each member is joined by a maximum, a minimum or an OR,
/// so a set of reports gives one session in whatever order and however often each of them is added.
/// </summary>
internal sealed record PlaybackSession
{
    /// <summary>Steps backwards without a seek that are remembered, for the case that the seek arrives later.</summary>
    private const int MaxMarks = 64;

    public required Guid Id { get; init; }

    /// <summary>The earliest time of a report.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The latest report.</summary>
    public required long Sequence { get; init; }

    /// <inheritdoc cref="Sequence"/>
    public required DateTimeOffset LastAt { get; init; }

    /// <inheritdoc cref="Sequence"/>
    public required PlaybackEvent LastEvent { get; init; }

    /// <summary>The longest that was told of.</summary>
    public required long DurationMs { get; init; }

    /// <summary>The latest jump; -1 where none is known.</summary>
    public long JumpSequence { get; init; } = -1;

    /// <summary>Where it went.</summary>
    public long JumpMs { get; init; }

    /// <summary>
    /// The reports since that jump, but for those that a later one with no smaller position makes pointless. So sequences rise,
    /// positions fall, and the first is the furthest. A player that tells of its jumps needs one.
    /// </summary>
    public IReadOnlyList<PositionMark> Marks { get; init; } = [];

    /// <summary>The furthest position up to which the film was played; jumps do not count.</summary>
    public long FurthestMs { get; init; }

    /// <summary>Whether it was played up to the end of the film.</summary>
    public bool IsFinished { get; init; }

    /// <summary>Buckets 0 to 63 of its <see cref="Coverage"/>.</summary>
    public long CoveredLow { get; init; }

    /// <summary>Buckets 64 to 127.</summary>
    public long CoveredHigh { get; init; }

    /// <summary>Where the viewer is: never before an earlier position, unless a jump led there.</summary>
    [JsonIgnore]
    public long PositionMs => Marks is [var first, ..] ? Math.Max(JumpMs, first.PositionMs) : JumpMs;

    [JsonIgnore]
    public UInt128 Covered => new((ulong)CoveredHigh, (ulong)CoveredLow);

    public static PlaybackSession Of(PlaybackReport report, WatchRules rules) => new PlaybackSession
    {
        Id = report.SessionId,
        StartedAt = report.ClientTime,
        Sequence = report.Sequence,
        LastAt = report.ClientTime,
        LastEvent = report.Event,
        DurationMs = report.DurationMs,
    }.Add(report, rules);

    /// <returns>The same session where the report says nothing new.</returns>
    public PlaybackSession Add(PlaybackReport report, WatchRules rules)
    {
        var next = this with
        {
            StartedAt = report.ClientTime < StartedAt ? report.ClientTime : StartedAt,
            DurationMs = Math.Max(DurationMs, report.DurationMs),
        };
        if ((report.Sequence, report.ClientTime, report.Event).CompareTo((Sequence, LastAt, LastEvent)) > 0)
            next = next with { Sequence = report.Sequence, LastAt = report.ClientTime, LastEvent = report.Event };
        next = report.IsJump ? next.Jump(report) : next.Play(report, rules);
        return next == this ? this : next;
    }

    public bool IsBegun(WatchRules rules) => Math.Max(PositionMs, FurthestMs) >= rules.BegunMs(DurationMs);

    /// <summary>Whether enough was played for a play in the history.</summary>
    public bool IsPlay(WatchRules rules) =>
        Covered != UInt128.Zero
        && (IsFinished || Coverage.Count(Covered) >= Coverage.Buckets * rules.Options.BegunAt);

    private PlaybackSession Jump(PlaybackReport report)
    {
        if ((report.Sequence, report.PositionMs).CompareTo((JumpSequence, JumpMs)) <= 0)
            return this;
        var left = Marks.Where(mark => mark.Sequence > report.Sequence).ToList();
        return this with
        {
            JumpSequence = report.Sequence,
            JumpMs = report.PositionMs,
            Marks = left.Count == Marks.Count ? Marks : left,
        };
    }

    private PlaybackSession Play(PlaybackReport report, WatchRules rules)
    {
        var covered = Covered | Coverage.Of(rules.PlayedFromMs(report), report.PositionMs, report.DurationMs);
        return this with
        {
            FurthestMs = Math.Max(FurthestMs, report.PositionMs),
            IsFinished = IsFinished || report.PositionMs >= rules.FinishedMs(report.DurationMs),
            CoveredLow = (long)(ulong)covered,
            CoveredHigh = (long)(ulong)(covered >> 64),
            Marks = WithMark(report.Sequence, report.PositionMs),
        };
    }

    private IReadOnlyList<PositionMark> WithMark(long sequence, long positionMs)
    {
        if (sequence <= JumpSequence || Marks.Any(mark => mark.Sequence >= sequence && mark.PositionMs >= positionMs))
            return Marks;
        return
        [
            .. Marks.Where(mark => mark.Sequence > sequence || mark.PositionMs > positionMs)
                .Append(new(sequence, positionMs))
                .OrderBy(mark => mark.Sequence)
                .Take(MaxMarks),
        ];
    }
}
