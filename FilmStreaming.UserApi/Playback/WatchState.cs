using System.Text.Json.Serialization;

namespace FilmStreaming.UserApi.Playback;

/// <summary>The resume point that a viewer does not want to be shown.</summary>
internal sealed record DismissedPoint(Guid SessionId, long Sequence);

/// <summary>
/// Where a viewer stands with a film: what was reported, and what follows from it. What follows is a function of the set of reports,
/// the rules and the dismissal, and of nothing else.
/// </summary>
internal sealed record WatchState
{
    /// <summary>Sessions that are kept apart; the one used longest ago is then added to <see cref="Past"/>.</summary>
    public const int MaxSessions = 100;

    public required Guid AccountId { get; init; }

    /// <summary>Who of the household watches: the account itself, until there are profiles.</summary>
    public required Guid ProfileId { get; init; }

    public required Guid MovieId { get; init; }

    /// <summary>In the order of their ids.</summary>
    public IReadOnlyList<PlaybackSession> Sessions { get; init; } = [];

    /// <summary>Sessions that are no longer kept apart.</summary>
    public PastSessions? Past { get; init; }

    public DismissedPoint? Dismissed { get; init; }

    /// <summary>How often the film was watched. Never falls.</summary>
    public int Plays { get; init; }

    /// <summary>When it was last watched to its end.</summary>
    public DateTimeOffset? WatchedAt { get; init; }

    /// <summary>The session whose position is the resume point; unset where there is none.</summary>
    public Guid? ResumeSessionId { get; init; }

    /// <summary>The profile while the film is among those to continue, for the index of that list.</summary>
    public Guid? ContinuedBy { get; init; }

    /// <summary>When the film was last played, by the player's clock.</summary>
    public DateTimeOffset LastAt { get; init; }

    [JsonIgnore]
    public PlaybackSession? Resume => Sessions.FirstOrDefault(session => session.Id == ResumeSessionId);

    public static WatchState New(PlaybackKey key) =>
        new() { AccountId = key.AccountId, ProfileId = key.ProfileId, MovieId = key.MovieId };

    public PlaybackSession? Find(Guid sessionId) => Sessions.FirstOrDefault(session => session.Id == sessionId);

    /// <returns>The same state where the reports say nothing new.</returns>
    public WatchState Add(IEnumerable<PlaybackReport> reports, WatchRules rules) => Join(reports, rules).WithoutSurplus(rules);

    /// <summary>With all sessions of the reports kept apart, also when they are too many. Those of the past stay there.</summary>
    /// <returns>The same state where the reports say nothing new.</returns>
    public WatchState Join(IEnumerable<PlaybackReport> reports, WatchRules rules)
    {
        var sessions = Sessions.ToDictionary(session => session.Id);
        var changed = false;
        foreach (var report in reports)
        {
            var before = sessions.GetValueOrDefault(report.SessionId);
            if (before is null && Past?.Has(report.SessionId) == true)
                continue;
            var after = before?.Add(report, rules) ?? PlaybackSession.Of(report, rules);
            changed |= !ReferenceEquals(before, after);
            sessions[after.Id] = after;
        }

        return changed ? (this with { Sessions = [.. sessions.Values.OrderBy(session => session.Id)] }).Derive(rules) : this;
    }

    /// <summary>With the sessions that were used last, and with the one to resume; the others are past.</summary>
    public WatchState WithoutSurplus(WatchRules rules)
    {
        if (Sessions.Count <= MaxSessions)
            return this;
        var latest = LatestBegun(rules);
        var surplus = Sessions.Where(session => session != latest)
            .OrderBy(session => session.LastAt).ThenBy(session => session.Id)
            .Take(Sessions.Count - MaxSessions).ToList();
        return this with { Sessions = [.. Sessions.Except(surplus)], Past = (Past ?? new()).Add(surplus) };
    }

    /// <summary>As if some sessions had never been.</summary>
    /// <returns>Null where none is left.</returns>
    public WatchState? Without(IReadOnlySet<Guid> sessionIds, WatchRules rules)
    {
        var left = Sessions.Where(session => !sessionIds.Contains(session.Id)).ToList();
        return left.Count == 0 ? null : (this with { Sessions = left, Plays = 0 }).Derive(rules);
    }

    /// <summary>Takes the film out of those to continue, until it is played on.</summary>
    /// <returns>Null where it is not among them.</returns>
    public WatchState? Dismiss(WatchRules rules) => ContinuedBy is not null && Resume is { } resume
        ? (this with { Dismissed = new(resume.Id, resume.Sequence) }).Derive(rules)
        : null;

    /// <summary>Undoes a dismissal.</summary>
    /// <returns>Null where there is no resume point.</returns>
    public WatchState? Restore(WatchRules rules) =>
        ResumeSessionId is null ? null : Dismissed is null ? this : (this with { Dismissed = null }).Derive(rules);

    private WatchState Derive(WatchRules rules)
    {
        var depth = Past?.DepthByBucket() ?? new int[Coverage.Buckets];
        foreach (var session in Sessions)
            Coverage.AddTo(depth, session.Covered);
        var finished = Sessions.Where(session => session.IsFinished).ToList();
        // The n-th time counts when the end was reached in n sessions, and enough of the film was played n times over.
        var plays = Math.Min(finished.Count + (Past?.Finished ?? 0), depth.OrderDescending().ElementAt(rules.MinBuckets - 1));
        plays = Math.Max(plays, Plays);

        var latest = LatestBegun(rules);
        var resume = latest is not null && IsResumable(latest, plays, rules) ? latest : null;
        var isDismissed = resume is not null && Dismissed?.SessionId == resume.Id && Dismissed.Sequence >= resume.Sequence;
        return this with
        {
            Plays = plays,
            WatchedAt = plays > 0 ? PastSessions.Latest(Past?.WatchedAt, finished) : null,
            ResumeSessionId = resume?.Id,
            ContinuedBy = resume is not null && !isDismissed ? ProfileId : null,
            LastAt = PastSessions.Latest(Past?.LastAt, Sessions)!.Value,
        };
    }

    private PlaybackSession? LatestBegun(WatchRules rules) =>
        Sessions.Where(session => session.IsBegun(rules)).MaxBy(session => (session.LastAt, session.Id));

    /// <summary>Not before the film is begun, and not at its end once it was watched: jumping to the end is not watching.</summary>
    private static bool IsResumable(PlaybackSession session, int plays, WatchRules rules) =>
        session.PositionMs >= rules.BegunMs(session.DurationMs)
        && (plays == 0 || session.PositionMs < rules.FinishedMs(session.DurationMs));
}
