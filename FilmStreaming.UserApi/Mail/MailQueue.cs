using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Events;
using FilmStreaming.ServiceDefaults;
using FilmStreaming.Storage;
using FilmStreaming.UserApi.Accounts;

namespace FilmStreaming.UserApi.Mail;

/// <summary>Puts mails where they are not lost: in a document, with the event that has one of the replicas send it.</summary>
internal sealed class MailQueue(IMailStore mails, TimeProvider time)
{
    /// <param name="recipient">A valid address; whether it has an account is looked at when the mail is sent.</param>
    /// <param name="kind">What it is about.</param>
    /// <param name="account">Whose new address it is, for <see cref="MailKind.ConfirmNewEmail"/>, as it was when that was allowed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task EnqueueAsync(string recipient, MailKind kind, Document<Account>? account, CancellationToken cancellationToken) =>
        AddAsync(Guid.CreateVersion7(time.GetUtcNow()), recipient, kind, account, UserEvents.MailQueued, cancellationToken);

    /// <summary>Queues a mail to an address once for an event, however often the event comes.</summary>
    public Task EnqueueOnceAsync(Guid eventId, string recipient, MailKind kind, CancellationToken cancellationToken) =>
        AddAsync(DigestId.Of($"{eventId} {kind} {recipient}"), recipient, kind, account: null, UserEvents.MailQueued, cancellationToken);

    /// <summary>Does the same with one of many mails, which no other is to wait for.</summary>
    public Task EnqueueBulkAsync(Guid eventId, string recipient, MailKind kind, CancellationToken cancellationToken) =>
        AddAsync(DigestId.Of($"{eventId} {kind} {recipient}"), recipient, kind, account: null, UserEvents.BulkMailQueued, cancellationToken);

    private Task<bool> AddAsync(
        Guid id,
        string recipient,
        MailKind kind,
        Document<Account>? account,
        EventContract<MailQueued> contract,
        CancellationToken cancellationToken)
    {
        var now = time.GetStoredNow();
        var queued = contract.Create($"{id}", new(id), now);
        return mails.TryAddAsync(id, QueuedMail.To(recipient, kind, account, now), [queued], cancellationToken);
    }
}
