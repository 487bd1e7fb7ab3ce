using FilmStreaming.Messaging.Events;
using FilmStreaming.ServiceDefaults.Paging;
using FilmStreaming.Storage;

namespace FilmStreaming.UserApi.Playback;

/// <summary>The watch states of all accounts. Their ids come from <see cref="PlaybackKey.StateId"/>, and so does whose they are.</summary>
internal interface IWatchStateStore
{
    Task<Document<WatchState>?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Those of the states that are there, in any order. At most 1,000 ids.</summary>
    Task<IReadOnlyList<Document<WatchState>>> FindManyAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);

    /// <summary>Writes each state whose document is still the one it was worked out from. At most 1,000, none of them twice.</summary>
    /// <returns>The ids of those that were not written, and perhaps of some that were: they are to be read and worked out again.</returns>
    Task<IReadOnlySet<Guid>> SaveManyAsync(IReadOnlyList<WatchStateChange> changes, CancellationToken cancellationToken);

    /// <summary>Removes the account's state with a film.</summary>
    Task RemoveAsync(Guid accountId, Guid movieId, CancellationToken cancellationToken);

    /// <summary>The films that a profile has to continue, played last first and then by id, downwards.</summary>
    /// <param name="accountId">The profile's account.</param>
    /// <param name="profileId">The profile.</param>
    /// <param name="after">The last state of the page before; null for the first page.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<Document<WatchState>>> ListContinuedAsync(
        Guid accountId, Guid profileId, TimePosition? after, int limit, CancellationToken cancellationToken);

    /// <summary>Removes every state of the account, with the events that it has not told yet.</summary>
    Task RemoveAllAsync(Guid accountId, CancellationToken cancellationToken);
}

/// <summary>A state as it is to be.</summary>
/// <param name="Id">The state's.</param>
/// <param name="Version">The version it was worked out from; 0 where there was none.</param>
/// <param name="State">What it is now.</param>
/// <param name="Events">What this causes.</param>
internal sealed record WatchStateChange(Guid Id, long Version, WatchState State, IReadOnlyList<EventMessage> Events);
