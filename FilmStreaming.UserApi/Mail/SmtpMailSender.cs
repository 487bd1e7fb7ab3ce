using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace FilmStreaming.UserApi.Mail;

/// <summary>Sends mail by SMTP, one connection for each.</summary>
internal sealed class SmtpMailSender(IOptions<MailOptions> options) : IMailSender
{
    public async Task<IMailConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var smtp = options.Value.Smtp;
        var client = new SmtpClient { Timeout = (int)smtp.Timeout.TotalMilliseconds };
        try
        {
            await client.ConnectAsync(smtp.Host!, smtp.Port, SecurityOf(smtp.Security), cancellationToken);
            if (!string.IsNullOrEmpty(smtp.UserName))
                await client.AuthenticateAsync(smtp.UserName, smtp.Password!, cancellationToken);
            return new Connection(client);
        }
        catch (Exception e)
        {
            client.Dispose();
            if (cancellationToken.IsCancellationRequested)
                throw;
            throw new MailUnavailableException("connecting", e);
        }
    }

    private static SecureSocketOptions SecurityOf(SmtpSecurity security) => security switch
    {
        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
        SmtpSecurity.None => SecureSocketOptions.None,
        _ => SecureSocketOptions.StartTls,
    };

    private sealed class Connection(SmtpClient client) : IMailConnection
    {
        public async Task<bool> SendAsync(MimeMessage message, CancellationToken cancellationToken)
        {
            try
            {
                await client.SendAsync(message, cancellationToken);
                return true;
            }
            catch (SmtpCommandException e) when (IsFinal(e))
            {
                return false;
            }
            catch (NotSupportedException)
            {
                // The address needs SMTPUTF8 (RFC 6531), which the server does not have.
                return false;
            }
            catch (Exception e) when (e is CommandException or ProtocolException or IOException or ServiceNotConnectedException or TimeoutException)
            {
                throw new MailUnavailableException("sending", e);
            }
        }

        public async ValueTask DisposeAsync()
        {
            try
            {
                await client.DisconnectAsync(quit: true, CancellationToken.None);
            }
            catch (Exception e) when (e is IOException or ProtocolException or CommandException or TimeoutException)
            {
                // The mail was taken or not before this; how the connection ends changes neither.
            }

            client.Dispose();
        }

        // A 5xx about the recipient or the message says "never"; one about the sender is a fault of the configuration, to be mended.
        private static bool IsFinal(SmtpCommandException e) =>
            (int)e.StatusCode >= 500 && e.ErrorCode is SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted;
    }
}
