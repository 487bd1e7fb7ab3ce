using FilmStreaming.Messaging.Events;
using FilmStreaming.Storage;

namespace FilmStreaming.UserApi.Mail;

/// <summary>The mails that are to be sent, and those of the last days.</summary>
internal interface IMailStore
{
    Task<Document<QueuedMail>?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <returns>False when a mail has that id; nothing is written then.</returns>
    Task<bool> TryAddAsync(Guid id, QueuedMail mail, IReadOnlyList<EventMessage> events, CancellationToken cancellationToken);

    /// <returns>False when it changed since it was read; nothing is written then.</returns>
    Task<bool> TryUpdateAsync(Guid id, long expectedVersion, QueuedMail mail, CancellationToken cancellationToken);

    /// <summary>The mails that still have the account's id.</summary>
    Task<IReadOnlyList<Document<QueuedMail>>> ListOfAccountAsync(Guid accountId, CancellationToken cancellationToken);

    /// <summary>Removes the mails that were queued before <paramref name="time"/>, but for those with events still to publish.</summary>
    /// <returns>How many there were.</returns>
    Task<long> RemoveBeforeAsync(DateTimeOffset time, CancellationToken cancellationToken);
}
