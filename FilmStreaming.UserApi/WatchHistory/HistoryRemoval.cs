using FilmStreaming.Storage;
using FilmStreaming.UserApi.Activities;
using FilmStreaming.UserApi.Playback;

namespace FilmStreaming.UserApi.WatchHistory;

/// <summary>
/// Takes plays out of histories. A play is marked and stripped in the write that stores the event of it; when that is published, the
/// rest goes too. Where a whole film or everything is forgotten, so is where the viewer stands with it.
/// </summary>
internal sealed class HistoryRemoval(
    IPlayStore plays, IWatchStateStore states, IForgottenHistoryStore forgotten, JournalApplier applier, ActivityLog activities, TimeProvider time)
{
    /// <summary>Plays that are removed together.</summary>
    private const int BatchSize = 500;

    /// <returns>Whether the account had it.</returns>
    public async Task<bool> RemoveAsync(Guid accountId, Guid id, CancellationToken cancellationToken)
    {
        while (await plays.FindAsync(accountId, id, cancellationToken) is { } play)
        {
            if (await plays.RemoveAsync([play], time.GetStoredNow(), cancellationToken) == 0)
                continue;
            await activities.TouchAsync(accountId, AccountActivity.History, cancellationToken);
            return true;
        }

        return false;
    }

    /// <summary>Removes all plays that the filter means. Asked again after it was cut short, it goes on.</summary>
    public async Task RemoveAsync(PlayFilter filter, CancellationToken cancellationToken)
    {
        // What was acknowledged before this request says nothing any more, or is in the states and plays first, so that it does not come back.
        var isForgotten = filter is { From: null, Before: null };
        if (isForgotten)
            await forgotten.AddAsync(filter.AccountId, filter.MovieId, time.GetStoredNow(), cancellationToken);
        await applier.AllSettledAsync(cancellationToken);
        if (isForgotten)
        {
            await (filter.MovieId is { } movieId
                ? states.RemoveAsync(filter.AccountId, movieId, cancellationToken)
                : states.RemoveAllAsync(filter.AccountId, cancellationToken));
            await activities.TouchAsync(filter.AccountId, AccountActivity.Playback, cancellationToken);
        }

        while (await plays.ListAsync(filter, null, BatchSize, cancellationToken) is { Count: > 0 } some)
            await plays.RemoveAsync(some, time.GetStoredNow(), cancellationToken);
        await activities.TouchAsync(filter.AccountId, AccountActivity.History, cancellationToken);
    }
}

/// <summary>Forgets removed plays whose events are published.</summary>
internal sealed class RemovedPlayCleanup(IPlayStore plays, TimeProvider time, ILogger<RemovedPlayCleanup> logger)
    : HourlyCleanup("plays that were taken out of histories", time, logger)
{
    protected override Task<long> RemoveAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        plays.ForgetRemovedAsync(cancellationToken);
}
