using FilmStreaming.Messaging.Events;
using FilmStreaming.ServiceDefaults.Paging;
using FilmStreaming.Storage;

namespace FilmStreaming.UserApi.Lists;

/// <summary>The entries of all lists of all accounts. Their ids come from <see cref="ListEntry.IdOf"/>, and so does whose they are.</summary>
internal interface IListStore
{
    Task<Document<ListEntry>?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Writes an entry with the events that this causes.</summary>
    /// <param name="id">The entry.</param>
    /// <param name="version">The version that it was changed from; 0 where there was none.</param>
    /// <param name="entry">As it is to be.</param>
    /// <param name="events">What this causes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it was still that version.</returns>
    Task<bool> TrySaveAsync(
        Guid id, long version, ListEntry entry, IReadOnlyList<EventMessage> events, CancellationToken cancellationToken);

    /// <summary>Those of the entries that are there, in any order. At most 1,000 ids.</summary>
    Task<IReadOnlyList<Document<ListEntry>>> FindManyAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);

    /// <summary>Writes entries that are still as they were read. At most 1,000, none of them twice.</summary>
    /// <param name="entries">As they were read, with what they are to be.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether all were.</returns>
    Task<bool> TrySaveManyAsync(IReadOnlyList<Document<ListEntry>> entries, CancellationToken cancellationToken);

    /// <summary>Removes an entry that never has events.</summary>
    Task RemoveAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>A list, added last first and then by id, downwards.</summary>
    /// <param name="accountId">Whose list.</param>
    /// <param name="list">Its name.</param>
    /// <param name="after">The last entry of the page before; null for the first page.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<Document<ListEntry>>> ListAsync(
        Guid accountId, string list, TimePosition? after, int limit, CancellationToken cancellationToken);

    /// <summary>How many films a list has, counted up to <paramref name="limit"/>.</summary>
    Task<long> CountAsync(Guid accountId, string list, int limit, CancellationToken cancellationToken);

    /// <summary>Removes every list of the account.</summary>
    Task RemoveAllAsync(Guid accountId, CancellationToken cancellationToken);
}
