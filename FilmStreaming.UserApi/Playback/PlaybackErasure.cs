using FilmStreaming.Messaging.Erasure;
using FilmStreaming.UserApi.WatchHistory;

namespace FilmStreaming.UserApi.Playback;

/// <summary>
/// Where an account stands with its films, and its playback sessions. Its reports go with their pages: once the erasure is known, they are
/// not applied, and those under way are before the states are removed.
/// </summary>
internal sealed class PlaybackErasure(
    JournalApplier applier,
    IReportJournal journal,
    IWatchStateStore states,
    IPlaybackSessionStore sessions,
    IForgottenHistoryStore forgotten) : IAccountData
{
    public async Task EraseAsync(Guid accountId, CancellationToken cancellationToken)
    {
        await applier.AllSettledAsync(cancellationToken);
        await journal.EraseAsync(accountId, cancellationToken);
        await states.RemoveAllAsync(accountId, cancellationToken);
        await sessions.RemoveAllAsync(accountId, cancellationToken);
        await forgotten.RemoveAsync(accountId, cancellationToken);
    }
}
