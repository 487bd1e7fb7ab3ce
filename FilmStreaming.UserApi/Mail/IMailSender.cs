using MimeKit;

namespace FilmStreaming.UserApi.Mail;

/// <summary>Where mail goes.</summary>
internal interface IMailSender
{
    /// <summary>Connects. Mail is written after that, so that none is made in vain while the server is away.</summary>
    /// <exception cref="MailUnavailableException">Nobody takes mail now.</exception>
    Task<IMailConnection> OpenAsync(CancellationToken cancellationToken);
}

/// <summary>Takes mail.</summary>
internal interface IMailConnection : IAsyncDisposable
{
    /// <returns>False when the mail will never be taken, such as for an address that does not exist.</returns>
    /// <exception cref="MailUnavailableException">It was not taken now; it may have been in spite of that.</exception>
    Task<bool> SendAsync(MimeMessage message, CancellationToken cancellationToken);
}
