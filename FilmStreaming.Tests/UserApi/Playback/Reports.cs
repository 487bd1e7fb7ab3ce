using FilmStreaming.UserApi.Playback;

namespace FilmStreaming.Tests.UserApi.Playback;

/// <summary>Makes reports, of one session of a film of 100 minutes unless a test says otherwise.</summary>
internal static class Reports
{
    public const long Duration = 100 * Minute;
    public const long Minute = 60_000;

    public static readonly DateTimeOffset Evening = new(2026, 3, 1, 20, 0, 0, TimeSpan.Zero);
    public static readonly Guid Session = new("01900000-0000-7000-8000-000000000001");
    public static readonly WatchRules Rules = new(new PlaybackOptions());

    public static PlaybackReport Of(
        long sequence, PlaybackEvent what, long positionMs, Guid? session = null, DateTimeOffset? time = null, long? playedFromMs = null) => new()
        {
            SessionId = session ?? Session,
            Sequence = sequence,
            Event = what,
            PositionMs = positionMs,
            DurationMs = Duration,
            ClientTime = time ?? Evening.AddMilliseconds(positionMs),
            PlayedFromMs = playedFromMs,
        };

    /// <summary>A session that plays a stretch of the film, reporting every ten seconds.</summary>
    public static IEnumerable<PlaybackReport> Playing(Guid session, DateTimeOffset startedAt, long fromMs, long toMs)
    {
        var sequence = 0L;
        yield return Of(sequence++, PlaybackEvent.Start, fromMs, session, startedAt);
        for (var position = fromMs + 10_000; position < toMs; position += 10_000)
            yield return Of(sequence++, PlaybackEvent.Progress, position, session, startedAt.AddMilliseconds(position - fromMs));
        yield return Of(sequence, PlaybackEvent.Stop, toMs, session, startedAt.AddMilliseconds(toMs - fromMs));
    }

    public static WatchState StateOf(params IEnumerable<PlaybackReport> reports) =>
        WatchState.New(PlaybackKey.Of(Session, Session)).Add(reports, Rules);

    /// <summary>Everything that a state is, as text.</summary>
    public static string Describe(WatchState state) =>
        $"{state with { Sessions = [], Past = null }} {string.Join('\n', state.Sessions.Select(Describe))}";

    public static string Describe(PlaybackSession session) => $"{session with { Marks = [] }} {string.Join(' ', session.Marks)}";
}
