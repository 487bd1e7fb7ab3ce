using FilmStreaming.ServiceDefaults.Paging;
using FilmStreaming.Storage;

namespace FilmStreaming.UserApi.WatchHistory;

/// <summary>The plays of all accounts. Every read names the account: another's play is one that does not exist, and so is a removed one.</summary>
internal interface IPlayStore
{
    /// <summary>Adds the play, unless one with the same natural key exists.</summary>
    /// <returns>The play as stored, and whether this call added it.</returns>
    Task<(Document<Play> Play, bool Added)> AddAsync(Guid id, Play play, CancellationToken cancellationToken);

    /// <summary>
    /// Adds the plays that are new, unless they are there, and moves those that began earlier than was known. One that was removed is
    /// not moved. At most 1,000, none of them twice.
    /// </summary>
    Task RecordAsync(IReadOnlyList<RecordedPlay> plays, CancellationToken cancellationToken);

    Task<Document<Play>?> FindAsync(Guid accountId, Guid id, CancellationToken cancellationToken);

    /// <summary>Some of an account's plays, latest first and then by id, downwards.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="after">The last play of the page before; null for the first page.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<Document<Play>>> ListAsync(PlayFilter filter, TimePosition? after, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Takes plays out of their histories, each in one write with the event that tells so. At most 1,000. One that was written since it
    /// was read is left as it is.
    /// </summary>
    /// <returns>How many were taken out.</returns>
    Task<int> RemoveAsync(IReadOnlyList<Document<Play>> plays, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Forgets the plays that were taken out and whose events are published.</summary>
    /// <returns>How many.</returns>
    Task<long> ForgetRemovedAsync(CancellationToken cancellationToken);

    /// <summary>Drops every play of the account without telling: who hears that the account is deleted forgets them.</summary>
    Task EraseAsync(Guid accountId, CancellationToken cancellationToken);
}

/// <summary>Some of an account's plays.</summary>
/// <param name="AccountId">Whose.</param>
/// <param name="MovieId">Of this film; null for all.</param>
/// <param name="From">Not before; null for all.</param>
/// <param name="Before">Before; null for all.</param>
internal sealed record PlayFilter(Guid AccountId, Guid? MovieId = null, DateTimeOffset? From = null, DateTimeOffset? Before = null);

/// <summary>A play that a player's reports amount to.</summary>
/// <param name="Id">A function of account, film and playback session.</param>
/// <param name="Play">As is known of it now.</param>
/// <param name="IsNew">Whether it may not be there yet.</param>
internal sealed record RecordedPlay(Guid Id, Play Play, bool IsNew);
