using FilmStreaming.Storage;

namespace FilmStreaming.UserApi.WatchHistory;

/// <summary>The plays of all accounts. Every read and removal names the account: another's play is one that does not exist.</summary>
internal interface IPlayStore
{
    /// <summary>Adds the play, unless one with the same natural key exists.</summary>
    /// <returns>The play as stored, and whether this call added it.</returns>
    Task<(Document<Play> Play, bool Added)> AddAsync(Guid id, Play play, CancellationToken cancellationToken);

    Task<Document<Play>?> FindAsync(Guid accountId, Guid id, CancellationToken cancellationToken);

    /// <summary>The account's plays, latest first and then by id, downwards.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="after">The last play of the page before; null for the first page.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<Document<Play>>> ListAsync(Guid accountId, PlayPosition? after, int limit, CancellationToken cancellationToken);

    /// <returns>Whether the account had it.</returns>
    Task<bool> RemoveAsync(Guid accountId, Guid id, CancellationToken cancellationToken);
}

/// <summary>A place in an account's history.</summary>
internal readonly record struct PlayPosition(DateTimeOffset WatchedAt, Guid Id);
