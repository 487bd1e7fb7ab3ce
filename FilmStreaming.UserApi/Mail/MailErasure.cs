using FilmStreaming.Messaging.Erasure;
using FilmStreaming.Storage;

namespace FilmStreaming.UserApi.Mail;

/// <summary>Drops the mails of an account that wait to be sent.</summary>
internal sealed class MailErasure(IMailStore mails, TimeProvider time) : IAccountData
{
    public async Task EraseAsync(Guid accountId, CancellationToken cancellationToken)
    {
        while (await mails.ListOfAccountAsync(accountId, cancellationToken) is { Count: > 0 } waiting)
        {
            foreach (var mail in waiting)
                await mails.TryUpdateAsync(mail.Id, mail.Version, mail.Body.Finish(time.GetStoredNow()), cancellationToken);
        }
    }
}
