using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Events;
using FilmStreaming.UserApi.Accounts;

namespace FilmStreaming.UserApi.Mail;

/// <summary>Queues the mails that tell the owner of an account of what happened to it, once for each event.</summary>
internal sealed class AccountMails(IAccountStore accounts, MailQueue mails) : IEventHandler<AccountCreation>, IEventHandler<AccountChange>
{
    public async Task HandleAsync(EventContext<AccountCreation> context, CancellationToken cancellationToken)
    {
        if (await accounts.FindAsync(context.Data.AccountId, cancellationToken) is not { Body: { EmailVerifiedAt: null } account })
            return;
        // Only an import makes accounts without a password.
        if (account.PasswordHash is null)
            await mails.EnqueueBulkAsync(context.Message.Id, account.Email, MailKind.ChoosePassword, cancellationToken);
        else
            await mails.EnqueueOnceAsync(context.Message.Id, account.Email, MailKind.VerifyEmail, cancellationToken);
    }

    public async Task HandleAsync(EventContext<AccountChange> context, CancellationToken cancellationToken)
    {
        var (id, changed) = (context.Data.AccountId, context.Data.Changed);
        if (await accounts.FindAsync(id, cancellationToken) is not { Body: var account })
            return;
        if (changed.Contains(AccountParts.Password))
            await mails.EnqueueOnceAsync(context.Message.Id, account.Email, MailKind.PasswordChanged, cancellationToken);
        if (changed.Contains(AccountParts.SecondFactor))
        {
            var kind = account.SecondFactor is null ? MailKind.SecondFactorOff : MailKind.SecondFactorOn;
            await mails.EnqueueOnceAsync(context.Message.Id, account.Email, kind, cancellationToken);
        }

        if (changed.Contains(AccountParts.RecoveryCodes))
            await mails.EnqueueOnceAsync(context.Message.Id, account.Email, MailKind.RecoveryCodesChanged, cancellationToken);
        if (changed.Contains(AccountParts.Email) && account.PreviousEmails is { Count: > 0 } previous)
        {
            foreach (var email in previous)
                await mails.EnqueueOnceAsync(context.Message.Id, email, MailKind.EmailChanged, cancellationToken);
            await accounts.UpdateAsync(
                id,
                read => new AccountWrite(read.Body with { PreviousEmails = [.. read.Body.PreviousEmails.Except(previous)] }),
                cancellationToken);
        }
    }
}
