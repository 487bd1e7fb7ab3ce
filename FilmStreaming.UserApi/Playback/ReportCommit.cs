using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Events;
using FilmStreaming.Storage;
using FilmStreaming.UserApi.Accounts.Erasure;
using FilmStreaming.UserApi.Activities;
using FilmStreaming.UserApi.WatchHistory;
using Microsoft.Extensions.Options;

namespace FilmStreaming.UserApi.Playback;

/// <summary>
/// Brings reports into the states. Reports about one state are folded into one write of it. Plays come first: a crash in between leaves
/// a play whose reports are still in the journal; applied again, they find it. Another replica may be faster; then the state is read
/// and worked out anew, which is safe because adding a report twice changes nothing.
/// </summary>
internal sealed class ReportCommit(
    IWatchStateStore states,
    IPlayStore plays,
    IForgottenHistoryStore forgotten,
    IErasureStore erasures,
    ActivityLog activities,
    IOptions<PlaybackOptions> options,
    TimeProvider time)
{
    /// <summary>States that are written together.</summary>
    private const int MaxStates = 500;

    private const int MaxPlays = 1000;

    /// <summary>How often other replicas may be faster.</summary>
    private const int MaxAttempts = 100;

    /// <summary>Returns when the reports are in the states.</summary>
    public async Task WriteAsync(IReadOnlyList<JournalEntry> entries, CancellationToken cancellationToken)
    {
        entries = await WithoutForgottenAsync(entries, cancellationToken);
        await ApplyAsync(entries, cancellationToken);
        // What was removed meanwhile may have been removed before it was written.
        var kept = await WithoutForgottenAsync(entries, cancellationToken);
        if (kept.Count < entries.Count)
        {
            foreach (var entry in entries.Except(kept, ReferenceEqualityComparer.Instance).Cast<JournalEntry>())
                await TakeBackAsync(entry, cancellationToken);
            await ApplyAsync(kept, cancellationToken);
        }

        // Also where nothing was new: whoever applied the reports first may have died before saying so.
        await activities.TouchManyAsync(kept.Select(entry => entry.AccountId), AccountActivity.Playback, cancellationToken);
    }

    private async Task ApplyAsync(IReadOnlyList<JournalEntry> entries, CancellationToken cancellationToken)
    {
        foreach (var some in entries.GroupBy(entry => entry.ToKey()).Chunk(MaxStates))
            await WriteAsync(some.ToDictionary(queued => queued.Key.StateId, queued => queued.ToList()), cancellationToken);
    }

    private async Task TakeBackAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        var (key, rules) = (entry.ToKey(), new WatchRules(options.Value, entry.Movie.CreditsStartMs));
        var sessions = entry.Reports.Select(report => report.SessionId).ToHashSet();
        while (await states.FindAsync(key.StateId, cancellationToken) is { } known
            && known.Body.Sessions.Any(session => sessions.Contains(session.Id)))
        {
            if (known.Body.Without(sessions, rules) is { } left)
                await states.SaveManyAsync([new(key.StateId, known.Version, left, [])], cancellationToken);
            else
                await states.RemoveAsync(key.AccountId, key.MovieId, cancellationToken);
        }

        foreach (var play in sessions.Select(key.PlayId))
        {
            while (await plays.FindAsync(key.AccountId, play, cancellationToken) is { } known)
                await plays.RemoveAsync([known], time.GetStoredNow(), cancellationToken);
        }
    }

    /// <summary>Without those from before the account has removed its history or itself: that came first.</summary>
    private async Task<IReadOnlyList<JournalEntry>> WithoutForgottenAsync(
        IReadOnlyList<JournalEntry> entries, CancellationToken cancellationToken)
    {
        List<JournalEntry> kept = [];
        foreach (var some in entries.GroupBy(entry => entry.AccountId).Chunk(MaxStates))
        {
            var accounts = some.Select(account => account.Key).ToList();
            var erased = await erasures.FindManyAsync(accounts, cancellationToken);
            var known = await forgotten.FindManyAsync(accounts, cancellationToken);
            kept.AddRange(some.Where(account => !erased.Contains(account.Key)).SelectMany(account => account).Where(entry =>
                entry.WrittenAt is not { } written || known.GetValueOrDefault(entry.AccountId)?.Covers(entry.Movie.MovieId, written) != true));
        }

        return kept;
    }

    private async Task WriteAsync(Dictionary<Guid, List<JournalEntry>> open, CancellationToken cancellationToken)
    {
        for (var attempt = 0; open.Count > 0; attempt++)
        {
            if (attempt == MaxAttempts)
                throw new InvalidOperationException("Others kept writing the same watch states.");
            var known = (await states.FindManyAsync(open.Keys, cancellationToken)).ToDictionary(state => state.Id);
            var folds = open.Select(entries => Fold(entries.Value, known.GetValueOrDefault(entries.Key))).OfType<Folded>().ToList();
            foreach (var some in folds.SelectMany(fold => fold.Plays).Chunk(MaxPlays))
            {
                await plays.RecordAsync(some, cancellationToken);
                await activities.TouchManyAsync(some.Select(play => play.Play.AccountId), AccountActivity.History, cancellationToken);
            }

            var left = await states.SaveManyAsync([.. folds.Select(fold => fold.Change)], cancellationToken);
            open = open.Where(entries => left.Contains(entries.Key)).ToDictionary();
        }
    }

    /// <returns>Null where the reports say nothing new.</returns>
    private Folded? Fold(List<JournalEntry> entries, Document<WatchState>? known)
    {
        var (key, movie) = (entries[0].ToKey(), entries[^1].Movie);
        var rules = new WatchRules(options.Value, movie.CreditsStartMs);
        var before = known?.Body ?? WatchState.New(key);
        // What is too much to be kept is told of and recorded first.
        var after = before.Join(entries.SelectMany(entry => entry.Reports), rules);
        if (ReferenceEquals(before, after))
            return null;
        var events = EventsOf(key, before, after).Select(message => message with
        {
            TraceParent = entries[0].TraceParent,
            TraceState = entries[0].TraceState,
        });
        return new(
            new(key.StateId, known?.Version ?? 0, after.WithoutSurplus(rules), [.. events]),
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

        // Several may come with one write. Each is told as of another session: the latest of those that reached the end, and those first
        // that have done so now.
        var told = after.Sessions
            .OrderBy(session => (session.IsFinished, before.Find(session.Id)?.IsFinished != true, session.LastAt, session.Id))
            .TakeLast(after.Plays - before.Plays);
        foreach (var (index, session) in told.Index())
        {
            yield return PlaybackEvents.Completed.Create(
                subject, new(key.PlayId(session.Id), key.AccountId, key.MovieId, before.Plays + 1 + index, session.LastAt), now);
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
