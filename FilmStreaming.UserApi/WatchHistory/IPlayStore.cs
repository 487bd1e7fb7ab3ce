using FilmStreaming.Storage;

namespace FilmStreaming.UserApi.WatchHistory;

/// <summary>The plays of all accounts. Every read and removal names the account: another's play is one that does not exist.</summary>
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

    /// <summary>The account's plays, latest first and then by id, downwards.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="after">The last play of the page before; null for the first page.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<Document<Play>>> ListAsync(Guid accountId, PlayPosition? after, int limit, CancellationToken cancellationToken);

    /// <returns>Whether the account had it.</returns>
    Task<bool> RemoveAsync(Guid accountId, Guid id, CancellationToken cancellationToken);

    /// <summary>Removes every play of the account.</summary>
    Task RemoveAllAsync(Guid accountId, CancellationToken cancellationToken);
}

/// <summary>A place in an account's history.</summary>
internal readonly record struct PlayPosition(DateTimeOffset WatchedAt, Guid Id);

/// <summary>A play that a player's reports amount to.</summary>
/// <param name="Id">A function of account, film and playback session.</param>
/// <param name="Play">As is known of it now.</param>
/// <param name="IsNew">Whether it may not be there yet.</param>
internal sealed record RecordedPlay(Guid Id, Play Play, bool IsNew);
