using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Events;
using FilmStreaming.Storage;
using FilmStreaming.UserApi.WatchHistory;
using Microsoft.Extensions.Options;

namespace FilmStreaming.UserApi.Playback;

/// <summary>
/// Makes a group of reports durable. Reports about one state are folded into one write of it. Plays come first: a crash in between
/// leaves a play whose reports were not acknowledged; sent again, they find it. Another replica may be faster; then the state is read
/// and worked out anew, which is safe because adding a report twice changes nothing.
/// </summary>
internal sealed class ReportCommit(
    IWatchStateStore states, IPlaybackSessionStore sessions, IPlayStore plays, IOptions<PlaybackOptions> options, TimeProvider time)
{
    /// <returns>The sessions whose reports were left out, because they are another account's.</returns>
    public async Task<IReadOnlySet<SessionClaim>> WriteAsync(IReadOnlyList<QueuedReports> group, CancellationToken cancellationToken)
    {
        var open = group.ToLookup(reports => reports.Key.StateId).ToDictionary(queued => queued.Key, queued => queued.ToList());
        var refused = new HashSet<SessionClaim>();
        while (open.Count > 0)
        {
            var known = (await states.FindManyAsync(open.Keys, cancellationToken)).ToDictionary(state => state.Id);
            refused.UnionWith(await ClaimAsync(open, known, cancellationToken));
            var folds = open.Select(queued => Fold(queued.Value, known.GetValueOrDefault(queued.Key), refused)).OfType<Folded>().ToList();
            await plays.RecordAsync([.. folds.SelectMany(fold => fold.Plays)], cancellationToken);
            var left = await states.SaveManyAsync([.. folds.Select(fold => fold.Change)], cancellationToken);
            open = open.Where(queued => left.Contains(queued.Key)).ToDictionary();
        }

        return refused;
    }

    /// <summary>Claims the sessions that the states do not know yet.</summary>
    private async Task<IReadOnlySet<SessionClaim>> ClaimAsync(
        Dictionary<Guid, List<QueuedReports>> open, Dictionary<Guid, Document<WatchState>> known, CancellationToken cancellationToken)
    {
        var claims = from queued in open
                     from reports in queued.Value
                     from report in reports.Reports
                     where known.GetValueOrDefault(queued.Key)?.Body.Find(report.SessionId) is null
                     select new SessionClaim(report.SessionId, reports.Key.AccountId);
        var asked = claims.ToHashSet();
        return asked.Count == 0 ? asked : await sessions.ClaimAsync(asked, cancellationToken);
    }

    /// <returns>Null where the reports say nothing new.</returns>
    private Folded? Fold(List<QueuedReports> queued, Document<WatchState>? known, HashSet<SessionClaim> refused)
    {
        var (key, movie) = (queued[0].Key, queued[^1].Movie);
        var rules = new WatchRules(options.Value);
        var reports = queued.SelectMany(reports => reports.Reports)
            .Where(report => !refused.Contains(new(report.SessionId, key.AccountId)));
        var before = known?.Body ?? WatchState.New(key);
        var after = before.Add(reports, rules);
        if (ReferenceEquals(before, after))
            return null;
        var events = EventsOf(key, before, after).Select(message => message with
        {
            TraceParent = queued[0].Activity?.Id,
            TraceState = queued[0].Activity?.TraceStateString,
        });
        return new(
            new(key.StateId, known?.Version ?? 0, after, [.. events]),
            [.. PlaysOf(key, movie, before, after, rules)]);
    }

    private IEnumerable<EventMessage> EventsOf(PlaybackKey key, WatchState before, WatchState after)
    {
        var (subject, now) = (key.StateId.ToString(), time.GetStoredNow());
        foreach (var session in after.Sessions.Where(session => before.Find(session.Id) is null))
        {
            yield return PlaybackEvents.Started.Create(
                subject, new(key.PlayId(session.Id), key.AccountId, key.MovieId, session.Id, session.StartedAt), now);
        }

        for (var number = before.Plays + 1; number <= after.Plays; number++)
        {
            var session = after.Sessions.MaxBy(session => (session.IsFinished, session.LastAt, session.Id))!;
            yield return PlaybackEvents.Completed.Create(
                subject, new(key.PlayId(session.Id), key.AccountId, key.MovieId, number, session.LastAt), now);
        }
    }

    /// <summary>The sessions that have become plays, and those whose play began earlier than was known.</summary>
    private static IEnumerable<RecordedPlay> PlaysOf(
        PlaybackKey key, MovieSnapshot movie, WatchState before, WatchState after, WatchRules rules) =>
        from session in after.Sessions
        where session.IsPlay(rules)
        let earlier = before.Find(session.Id)
        let isNew = earlier?.IsPlay(rules) != true
        where isNew || session.StartedAt < earlier!.StartedAt
        select new RecordedPlay(key.PlayId(session.Id), Play.Of(key.AccountId, movie, session.StartedAt, session.Id), isNew);

    private sealed record Folded(WatchStateChange Change, IReadOnlyList<RecordedPlay> Plays);
}
