using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MimeKit;

namespace FilmStreaming.Tests.UserApi.Mail;

/// <summary>A mail server on this machine that keeps what it is sent (RFC 5321), and refuses as the test says.</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<MimeMessage> _mails = [];
    private readonly Task _accepting;

    public SmtpServer()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The answer to <c>RCPT TO</c>.</summary>
    public string Recipient { get; set; } = "250 OK";

    /// <summary>How often it was asked to take a mail.</summary>
    public int Asked { get; private set; }

    public IReadOnlyCollection<MimeMessage> Mails => _mails;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.Latin1);
                await using var writer = new StreamWriter(stream, Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
                await writer.WriteLineAsync("220 test");
                while (await reader.ReadLineAsync(_stop.Token) is { } line && line != "QUIT")
                    await writer.WriteLineAsync(await AnswerAsync(line, reader, writer));
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                // The client has gone, or the test is over.
            }
        }
    }

    private async Task<string> AnswerAsync(string line, StreamReader reader, StreamWriter writer)
    {
        switch (line.Split(' ', ':')[0].ToUpperInvariant())
        {
            case "EHLO":
                return "250-test\r\n250 8BITMIME";
            case "RCPT":
                Asked++;
                return Recipient;
            case "DATA":
                await writer.WriteLineAsync("354 go on");
                var text = new StringBuilder();
                while (await reader.ReadLineAsync(_stop.Token) is { } data && data != ".")
                    text.Append(data.StartsWith('.') ? data[1..] : data).Append("\r\n");
                _mails.Enqueue(await MimeMessage.LoadAsync(new MemoryStream(Encoding.Latin1.GetBytes(text.ToString())), _stop.Token));
                return "250 taken";
            default:
                return "250 OK";
        }
    }
}
