using CsCheck;
using FilmStreaming.UserApi.Playback;
using static FilmStreaming.Tests.UserApi.Playback.Reports;

namespace FilmStreaming.Tests.UserApi.Playback;

/// <summary>A set of reports gives one state, whatever the order, repetition and grouping in which they arrive.</summary>
public sealed class WatchStatePropertyTests
{
    private const int Sessions = 4;

    /// <summary>Anything a player may send, also what makes no sense: same sequences, steps backwards, clocks that jump.</summary>
    private static readonly Gen<PlaybackReport> Report =
        from session in Gen.Int[1, Sessions]
        from sequence in Gen.Long[0, 40]
        from what in Gen.Enum<PlaybackEvent>()
        from position in Gen.Long[0, Duration]
        from seconds in Gen.Int[0, 4 * 3600]
        from playedFrom in Gen.Frequency((4, Gen.Const((long?)null)), (1, Gen.Long[0, position].Select(start => (long?)start)))
        select Of(sequence, what, position, SessionOf(session), Evening.AddSeconds(seconds), playedFrom);

    private static readonly Gen<PlaybackReport[]> Set = Gen.Frequency(
        (3, Report.Array[1, 60]),
        (1, from parts in Gen.Select(Gen.Long[0, Duration], Gen.Long[0, Duration]).Array[1, Sessions]
            select parts.SelectMany((part, i) => Playing(
                SessionOf(i + 1), Evening.AddHours(i), Math.Min(part.Item1, part.Item2), Math.Max(part.Item1, part.Item2))).ToArray()));

    [Fact]
    public void State_OfAnyPermutationRepetitionAndGrouping_IsTheSame()
    {
        var cases = from reports in Set
                    from repeated in Gen.OneOf(reports).Array[0, 10]
                    from shuffled in Gen.Shuffle(reports.Concat(repeated).ToArray())
                    from size in Gen.Int[1, 20]
                    select (reports, shuffled, size);

        cases.Sample(
            (reports, shuffled, size) =>
            {
                var grouped = shuffled.Chunk(size).Aggregate(StateOf([]), (state, group) => state.Add(group, Rules));
                Assert.Equal(Describe(StateOf(reports)), Describe(grouped));
            },
            iter: 2000);
    }

    [Fact]
    public void State_OfAnyReports_IsThatOfTheModel() => Report.Array[1, 40].Sample(
        reports =>
        {
            var state = StateOf(reports);
            Assert.Equal(
                Model(reports),
                state.Sessions.Select(session => (session.Id, session.PositionMs, session.FurthestMs, session.StartedAt)).ToArray());
            Assert.Equal(ModelOfPlays(reports), state.Plays);
        },
        iter: 2000);

    [Fact]
    public void Plays_WithMoreReports_NeverFall() => Set.Sample(
        reports =>
        {
            var state = StateOf([]);
            foreach (var report in reports)
            {
                var next = state.Add([report], Rules);
                Assert.True(next.Plays >= state.Plays);
                state = next;
            }
        },
        iter: 500);

    [Fact]
    public void Sessions_ThatAreNoLongerKeptApart_NeverCountAgain()
    {
        var cases = from seen in Gen.Int[WatchState.MaxSessions - 5, WatchState.MaxSessions + 60]
                    let reports = Enumerable.Range(1, seen).SelectMany(number => new[]
                    {
                        Of(0, PlaybackEvent.Start, 0, SessionOf(number), Evening.AddHours(number)),
                        Of(1, PlaybackEvent.Stop, 95 * Minute, SessionOf(number), Evening.AddHours(number + 1), playedFromMs: 0),
                    }).ToArray()
                    from shuffled in Gen.Shuffle(reports)
                    from again in Gen.Shuffle(reports)
                    from size in Gen.Int[1, 40]
                    select (seen, shuffled, again, size);

        cases.Sample(
            (seen, shuffled, again, size) =>
            {
                var state = shuffled.Chunk(size).Aggregate(StateOf([]), (known, group) => known.Add(group, Rules));
                Assert.True(state.Plays <= seen);
                Assert.True(state.Sessions.Count <= WatchState.MaxSessions);
                Assert.Same(state, again.Chunk(size).Aggregate(state, (known, group) => known.Add(group, Rules)));
                var late = again.Select(report => report with { Sequence = 9, ClientTime = Evening.AddDays(30), PlayedFromMs = 0 });
                Assert.Equal(state.Plays, late.Aggregate(state, (known, report) => known.Add([report], Rules)).Plays);
            },
            iter: 100);
    }

    private static Guid SessionOf(int number) => new(number, 0, 0, new byte[8]);

    /// <summary>The rule as the issue words it, over all reports at once: nothing before the last jump counts, nothing else goes back.</summary>
    private static (Guid, long, long, DateTimeOffset)[] Model(PlaybackReport[] reports) =>
    [
        .. from report in reports
           group report by report.SessionId into session
           orderby session.Key
           let jump = session.Where(report => report.IsJump).MaxBy(report => (report.Sequence, report.PositionMs))
           let played = session.Where(report => !report.IsJump).ToList()
           let since = played.Where(report => jump is null || report.Sequence > jump.Sequence).Select(report => report.PositionMs)
           select (
               session.Key,
               since.Append(jump?.PositionMs ?? 0).Max(),
               played.Select(report => report.PositionMs).Append(0).Max(),
               session.Min(report => report.ClientTime)),
    ];

    /// <summary>The same by counting: bucket by bucket and session by session.</summary>
    private static int ModelOfPlays(PlaybackReport[] reports)
    {
        var played = reports.Where(report => !report.IsJump).GroupBy(report => report.SessionId).ToList();
        var finished = played.Count(session => session.Any(report => report.PositionMs >= Duration * 0.9));
        var depth = Enumerable.Range(0, 128).Select(bucket => played.Count(session => session.Any(report =>
            Touches(report.PlayedFromMs ?? Math.Max(0, report.PositionMs - 30_000), report.PositionMs, bucket)))).ToList();
        return Enumerable.Range(1, Sessions).TakeWhile(times => finished >= times && depth.Count(count => count >= times) >= 128 * 0.7).Count();
    }

    private static bool Touches(long fromMs, long toMs, int bucket) =>
        fromMs < toMs && fromMs * 128 / Duration <= bucket && (toMs - 1) * 128 / Duration >= bucket;
}
