using FilmStreaming.Messaging.Erasure;

namespace FilmStreaming.UserApi.Playback;

/// <summary>
/// Where an account stands with its films, and its playback sessions. The journal is no place of its own: its pages go into the states
/// within moments, those of this replica before the states are removed, and the sweep removes what came of any other.
/// </summary>
internal sealed class PlaybackErasure(JournalApplier journal, IWatchStateStore states, IPlaybackSessionStore sessions) : IAccountData
{
    public async Task EraseAsync(Guid accountId, CancellationToken cancellationToken)
    {
        await journal.SettledAsync(accountId, cancellationToken);
        await states.RemoveAllAsync(accountId, cancellationToken);
        await sessions.RemoveAllAsync(accountId, cancellationToken);
    }
}
