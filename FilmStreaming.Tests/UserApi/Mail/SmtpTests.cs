using System.Net;
using FilmStreaming.Tests.Infrastructure;
using FilmStreaming.Tests.UserApi.Credentials;
using MimeKit;

namespace FilmStreaming.Tests.UserApi.Mail;

/// <summary>Mail by way of a mail server.</summary>
public sealed class SmtpTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly SmtpServer _server = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Mail_WithAServer_IsSentByIt_AndSigningInNeedsItsToken()
    {
        await using var api = await StartAsync(_server.Port, ("Mail:LinkBase", "https://films.example/app/"));
        var email = TestUserApi.NewEmail();
        await api.SignUpAsync(email);

        var mail = await ReceiveAsync();

        Assert.Equal((email, "films@example.org"), (mail.To.Mailboxes.Single().Address, mail.From.Mailboxes.Single().Address));
        Assert.Equal(Subjects.VerifyEmail, mail.Subject);
        Assert.Equal("auto-generated", mail.Headers["Auto-Submitted"]);
        var token = MailFolder.TokenIn(mail);
        Assert.Contains($"https://films.example/app/verify-email#token={token}", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains($"href=\"https://films.example/app/verify-email#token={token}\"", mail.HtmlBody, StringComparison.Ordinal);
        Assert.False(Directory.Exists(api.Mails.FullPath));

        Assert.Equal(HttpStatusCode.Unauthorized, (await api.SignInAsync(email)).Status);
        await api.VerifyEmailAsync(token);
        Assert.Equal(HttpStatusCode.OK, (await api.SignInAsync(email)).Status);
    }

    [Fact]
    public async Task Mail_WhileTheServerTakesNone_WaitsForIt()
    {
        _server.Recipient = "451 try again later";
        await using var api = await StartAsync(_server.Port);
        await api.SignUpAsync(TestUserApi.NewEmail());
        await Eventually.BeTrueAsync("the mail refused for now", () => _server.Asked > 1);

        _server.Recipient = "250 OK";

        await ReceiveAsync();
    }

    [Fact]
    public async Task Mail_ToAnAddressThatDoesNotExist_IsDropped()
    {
        _server.Recipient = "550 no such user";
        await using var api = await StartAsync(_server.Port);
        var email = TestUserApi.NewEmail();
        await api.SignUpAsync(email);

        await Eventually.BeTrueAsync("the mail dropped", () => api.Logs.Lines.Any(line => line.Contains("was dropped", StringComparison.Ordinal)));
        Assert.Equal(1, _server.Asked);
        Assert.DoesNotContain(api.Logs.Lines, line => line.Contains(email, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Mail_ThatWasNotSentBeforeAStop_IsSentAfterTheNextStart()
    {
        var email = TestUserApi.NewEmail();
        await using (var away = await StartAsync(port: 1))
        {
            await away.SignUpAsync(email);
            await Eventually.BeTrueAsync(
                "the server found away", () => away.Logs.Lines.Any(line => line.Contains("while mail is away", StringComparison.Ordinal)));
        }

        await using var api = await StartAsync(_server.Port);

        Assert.Equal(email, (await ReceiveAsync()).To.Mailboxes.Single().Address);
    }

    private Task<TestUserApi> StartAsync(int port, params (string, string)[] more) => TestUserApi.StartAsync(
        _folder.FullPath,
        settings:
        [
            ("Mail:From", "films@example.org"), ("Mail:Smtp:Host", "127.0.0.1"), ("Mail:Smtp:Port", $"{port}"),
            ("Mail:Smtp:Security", "None"), ("Messaging:Outbox:DrainTimeout", "00:00:01"), .. more,
        ]);

    private Task<MimeMessage> ReceiveAsync() => Eventually.GetAsync(
        "a mail", () => Task.FromResult(_server.Mails.FirstOrDefault()!), mail => mail is not null);
}
