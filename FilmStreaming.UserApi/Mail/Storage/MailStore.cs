using FilmStreaming.Messaging.Events;
using FilmStreaming.Storage;

namespace FilmStreaming.UserApi.Mail.Storage;

/// <summary>What both forms of the store do alike.</summary>
internal abstract class MailStore(IDocuments<QueuedMail> documents) : IMailStore
{
    public static readonly CollectionDefinition<QueuedMail> Definition = new()
    {
        Name = "mails",
        Json = UserJsonContext.Default.DocumentQueuedMail,
        Queries =
        [
            new("mail-account", "body.accountId"),
            new("mail-queued", "body.queuedAt"),
        ],
    };

    public Task<Document<QueuedMail>?> FindAsync(Guid id, CancellationToken cancellationToken) => documents.FindAsync(id, cancellationToken);

    public async Task<bool> TryAddAsync(
        Guid id, QueuedMail mail, IReadOnlyList<EventMessage> events, CancellationToken cancellationToken) =>
        (await documents.InsertAsync(new(id, mail, events), cancellationToken)).Status == WriteStatus.Written;

    public async Task<bool> TryUpdateAsync(Guid id, long expectedVersion, QueuedMail mail, CancellationToken cancellationToken) =>
        (await documents.UpdateAsync(id, expectedVersion, mail, [], cancellationToken)).Status == WriteStatus.Written;

    public abstract Task<IReadOnlyList<Document<QueuedMail>>> ListOfAccountAsync(Guid accountId, CancellationToken cancellationToken);

    public abstract Task<long> RemoveBeforeAsync(DateTimeOffset time, CancellationToken cancellationToken);
}
