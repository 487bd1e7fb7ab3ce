using System.Security.Cryptography;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Storage;

namespace FilmStreaming.UserApi.Mail;

/// <summary>Puts mails where they are not lost: in a document, with the event that has one of the replicas send it.</summary>
internal sealed class MailQueue(IMailStore mails, TimeProvider time)
{
    /// <param name="recipient">A valid address; whether it has an account is looked at when the mail is sent.</param>
    /// <param name="kind">What it is about.</param>
    /// <param name="accountId">Whose new address it is, for <see cref="MailKind.ConfirmNewEmail"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task EnqueueAsync(string recipient, MailKind kind, Guid? accountId, CancellationToken cancellationToken) =>
        AddAsync(Guid.CreateVersion7(time.GetUtcNow()), recipient, kind, accountId, cancellationToken);

    /// <summary>Queues a mail once for an event, however often the event comes.</summary>
    public Task EnqueueOnceAsync(Guid eventId, string recipient, MailKind kind, CancellationToken cancellationToken) =>
        AddAsync(IdOf(eventId, kind), recipient, kind, accountId: null, cancellationToken);

    private static Guid IdOf(Guid eventId, MailKind kind) =>
        new(SHA256.HashData([.. eventId.ToByteArray(), (byte)kind]).AsSpan(0, 16), bigEndian: true);

    private Task<bool> AddAsync(Guid id, string recipient, MailKind kind, Guid? accountId, CancellationToken cancellationToken)
    {
        var now = time.GetStoredNow();
        var queued = UserEvents.MailQueued.Create($"{id}", new(id), now);
        return mails.TryAddAsync(id, QueuedMail.To(recipient, kind, accountId, now), [queued], cancellationToken);
    }
}
