using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Events;
using FilmStreaming.Storage;
using Microsoft.Extensions.Options;

namespace FilmStreaming.UserApi.Mail;

/// <summary>
/// Sends a queued mail and marks it as sent. A process that dies between the two sends it twice, with another token, and both are good.
/// </summary>
internal sealed partial class MailDispatch(
    IMailStore mails,
    MailLimit limit,
    MailComposer composer,
    IMailSender sender,
    IOptions<MailOptions> options,
    TimeProvider time,
    ILogger<MailDispatch> logger) : IEventHandler<MailQueued>
{
    public async Task HandleAsync(EventContext<MailQueued> context, CancellationToken cancellationToken)
    {
        if (await mails.FindAsync(context.Data.MailId, cancellationToken) is not { Body.DoneAt: null } mail)
            return;
        var sent = await IsDueAsync(mail, cancellationToken) && await SendAsync(mail, cancellationToken);

        // Whoever else marked it has sent it as well.
        await mails.TryUpdateAsync(mail.Id, mail.Version, mail.Body.Finish(time.GetStoredNow()), cancellationToken);
        if (sent)
            LogSent(logger, mail.Body.Kind, mail.Id);
        else
            LogDropped(logger, mail.Body.Kind, mail.Id);
    }

    private async Task<bool> IsDueAsync(Document<QueuedMail> mail, CancellationToken cancellationToken) =>
        time.GetStoredNow() - mail.Body.QueuedAt <= options.Value.MaxAge
        && (mail.Body.Kind.IsNotice || await limit.TryTakeAsync(mail, cancellationToken));

    private async Task<bool> SendAsync(Document<QueuedMail> mail, CancellationToken cancellationToken)
    {
        await using var connection = await sender.OpenAsync(cancellationToken);
        return await composer.ComposeAsync(mail, cancellationToken) is { } message && await connection.SendAsync(message, cancellationToken);
    }

    [LoggerMessage(LogLevel.Information, "Mail {Mail} was sent ({Kind})")]
    private static partial void LogSent(ILogger logger, MailKind kind, Guid mail);

    [LoggerMessage(
        LogLevel.Information,
        "Mail {Mail} was dropped ({Kind}): it is about no account or nothing to do, too old, one too many, or its address takes none")]
    private static partial void LogDropped(ILogger logger, MailKind kind, Guid mail);
}
