using FilmStreaming.ServiceDefaults;
using FilmStreaming.Storage;
using FilmStreaming.UserApi.Accounts;
using Microsoft.Extensions.Options;

namespace FilmStreaming.UserApi.Mail;

/// <summary>
/// The mails of one kind to one address in the last hour. Its id is a hash of both, so that a copy of the database is no list of addresses.
/// </summary>
internal sealed record MailCount
{
    public required IReadOnlyList<CountedMail> Mails { get; init; }

    /// <summary>When none of them counts any more.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}

internal sealed record CountedMail(Guid Id, DateTimeOffset At);

internal interface IMailCountStore
{
    IDocuments<MailCount> Documents { get; }
}

/// <summary>
/// Keeps an address from getting too many mails. A mail is counted before it is sent, in a write that compares the version: however many
/// are handled at once, no more are sent than may be.
/// </summary>
internal sealed class MailLimit(IMailCountStore counts, IOptions<MailOptions> options, TimeProvider time)
{
    private static readonly TimeSpan CountedFor = TimeSpan.FromHours(1);

    /// <summary>Counts a mail. One that is counted already, and comes again because it could not be sent, may be sent.</summary>
    /// <returns>False when it is one too many.</returns>
    public async Task<bool> TryTakeAsync(Document<QueuedMail> mail, CancellationToken cancellationToken)
    {
        var id = DigestId.Of($"{mail.Body.Kind.CountedAs} {EmailAddress.Normalize(mail.Body.Recipient!)}");
        while (true)
        {
            var now = time.GetStoredNow();
            var known = await counts.Documents.FindAsync(id, cancellationToken);
            var counted = known?.Body.Mails.Where(other => now - other.At < CountedFor).ToList() ?? [];
            if (counted.Any(other => other.Id == mail.Id))
                return true;
            if (counted.Count >= options.Value.MaxPerHour)
                return false;

            var count = new MailCount { Mails = [.. counted, new(mail.Id, now)], ExpiresAt = now + CountedFor };
            var written = known is null
                ? await counts.Documents.InsertAsync(new(id, count, []), cancellationToken)
                : await counts.Documents.UpdateAsync(id, known.Version, count, [], cancellationToken);
            if (written.Status == WriteStatus.Written)
                return true;
        }
    }
}
