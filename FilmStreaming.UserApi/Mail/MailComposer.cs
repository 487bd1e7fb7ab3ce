using FilmStreaming.Storage;
using FilmStreaming.UserApi.Accounts;
using FilmStreaming.UserApi.Credentials;
using Microsoft.Extensions.Options;
using MimeKit;

namespace FilmStreaming.UserApi.Mail;

/// <summary>Decides what a queued mail is to be now, issues its token, and writes it.</summary>
internal sealed class MailComposer(IAccountStore accounts, AccountTokens tokens, IOptions<MailOptions> options, TimeProvider time)
{
    /// <returns>Null when there is nothing to send: no account has the address, it is verified already, or the
    /// account's security stamp or address is no longer that of the request.</returns>
    public async Task<MimeMessage?> ComposeAsync(Document<QueuedMail> mail, CancellationToken cancellationToken)
    {
        var (kind, recipient) = (mail.Body.Kind, mail.Body.Recipient!);
        if (kind == MailKind.EmailChanged)
            return Write(mail.Id, recipient, Plain(kind));

        var owner = await accounts.FindByEmailAsync(EmailAddress.Normalize(recipient), cancellationToken);
        if (kind == MailKind.ConfirmNewEmail && (owner is null || owner.Id == mail.Body.AccountId))
        {
            // Whoever asked for it may be the thief whom a change of the password has since shut out; or the account has moved elsewhere.
            var confirm = await WithTokenAsync(
                mail.Body.AccountId!.Value, kind, TokenPurpose.ChangeEmail, recipient, cancellationToken, mail.Body.IsFor);
            return confirm is null ? null : Write(mail.Id, recipient, confirm);
        }

        if (owner is null)
            return null;
        var content = kind switch
        {
            MailKind.VerifyEmail or MailKind.AlreadyRegistered or MailKind.ResetPassword or MailKind.ChoosePassword
                when owner.Body.PasswordHash is null =>
                await WithTokenAsync(owner.Id, MailKind.ChoosePassword, TokenPurpose.ChoosePassword, owner.Body.Email, cancellationToken),
            MailKind.ResetPassword =>
                await WithTokenAsync(owner.Id, kind, TokenPurpose.ResetPassword, owner.Body.Email, cancellationToken),
            { IsNotice: true } => Plain(kind),
            _ when owner.Body.EmailVerifiedAt is null =>
                await WithTokenAsync(owner.Id, MailKind.VerifyEmail, TokenPurpose.VerifyEmail, owner.Body.Email, cancellationToken),
            MailKind.VerifyEmail or MailKind.ChoosePassword => null,
            _ => Plain(MailKind.AlreadyRegistered),
        };
        return content is null ? null : Write(mail.Id, owner.Body.Email, content);
    }

    private MailContent Plain(MailKind kind) => MailTemplates.Write(kind, options.Value.LinkBase);

    private async Task<MailContent?> WithTokenAsync(
        Guid accountId, MailKind kind, TokenPurpose purpose, string email, CancellationToken cancellationToken, Func<Account, bool>? isStill = null) =>
        await tokens.IssueAsync(accountId, purpose, email, isStill, cancellationToken) is { } token
            ? MailTemplates.Write(kind, options.Value.LinkBase, token.Value, tokens.LifetimeOf(purpose))
            : null;

    private MimeMessage Write(Guid id, string to, MailContent content)
    {
        var from = new MailboxAddress(options.Value.FromName, options.Value.From);
        var message = new MimeMessage
        {
            Subject = content.Subject,
            Date = time.GetUtcNow(),
            MessageId = $"{id:N}@{from.Domain}",
            Body = new BodyBuilder { TextBody = content.Text, HtmlBody = content.Html }.ToMessageBody(),
        };
        message.From.Add(from);
        message.To.Add(new MailboxAddress(null, to));
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }
}
