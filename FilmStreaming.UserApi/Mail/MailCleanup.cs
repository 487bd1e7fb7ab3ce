using Microsoft.Extensions.Options;

namespace FilmStreaming.UserApi.Mail;

/// <summary>Removes mails that were sent or dropped long ago.</summary>
internal sealed class MailCleanup(IMailStore mails, IOptions<MailOptions> options, TimeProvider time, ILogger<MailCleanup> logger)
    : HourlyCleanup("mails that are done", time, logger)
{
    /// <summary>Beyond the age at which one is dropped, and so for as long as its event may come again.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(1);

    protected override Task<long> RemoveAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        mails.RemoveBeforeAsync(now - options.Value.MaxAge - Retention, cancellationToken);
}
