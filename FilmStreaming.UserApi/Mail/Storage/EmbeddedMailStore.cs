using FilmStreaming.Storage;
using FilmStreaming.Storage.Embedded;

namespace FilmStreaming.UserApi.Mail.Storage;

internal sealed class EmbeddedMailStore(EmbeddedDocuments<QueuedMail> documents) : MailStore(documents)
{
    private readonly EmbeddedDocuments<QueuedMail> _documents = documents;

    public override Task<IReadOnlyList<Document<QueuedMail>>> ListOfAccountAsync(Guid accountId, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Document<QueuedMail>>>([.. _documents.All.Where(mail => mail.Body.AccountId == accountId)]);

    public override async Task<long> RemoveBeforeAsync(DateTimeOffset time, CancellationToken cancellationToken)
    {
        var removed = 0L;
        foreach (var mail in _documents.All.Where(mail => mail.Body.QueuedAt < time && mail.Pending.Count == 0))
        {
            if (await _documents.DeleteAsync(mail.Id, cancellationToken))
                removed++;
        }

        return removed;
    }
}
