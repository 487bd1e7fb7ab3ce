using System.Net;
using FilmStreaming.Storage;
using FilmStreaming.Tests.Infrastructure;
using FilmStreaming.Tests.ServiceDefaults;
using FilmStreaming.Tests.UserApi.Mail;
using FilmStreaming.UserApi.Accounts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace FilmStreaming.Tests.UserApi.Credentials;

/// <summary>Resets of passwords, by a clock of the test's own.</summary>
public sealed class PasswordResetTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetStoredNow());
    private TestUserApi _api = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _api = await TestUserApi.StartAsync(
        _folder.FullPath, builder => builder.Services.AddSingleton<TimeProvider>(_time));

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Reset_WithTheTokenOfTheMail_ChangesThePasswordAndEndsAllSessions()
    {
        var viewer = await _api.NewViewerAsync();
        var other = await _api.SignInAgainAsync(viewer.Email);

        var answer = await _api.ResetPasswordAsync(await ForgetAsync(viewer.Email));

        Assert.Equal(HttpStatusCode.NoContent, answer.Status);
        foreach (var session in new[] { viewer, other })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await _api.GetAsync("/v1/me", session.Token)).Status);
            Assert.Equal(HttpStatusCode.Unauthorized, (await _api.RefreshAsync(session.RefreshToken)).Status);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await _api.SignInAsync(viewer.Email)).Status);
        Assert.Equal(HttpStatusCode.OK, (await _api.SignInAsync(viewer.Email, CredentialCalls.NewPassword)).Status);
        await _api.Mails.WaitAsync(viewer.Email, Subjects.PasswordChanged);
        var account = await FindAsync(viewer.AccountId);
        Assert.NotNull(account.EmailVerifiedAt);
    }

    [Fact]
    public async Task Reset_WithOneTokenManyTimesAtOnce_WorksOnce()
    {
        var viewer = await _api.NewViewerAsync();
        var token = await ForgetAsync(viewer.Email);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(turn => _api.ResetPasswordAsync(token, $"{CredentialCalls.NewPassword} {turn}")));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.NoContent);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.NoContent), AssertNotGood);
    }

    [Theory]
    [InlineData("password")]
    [InlineData("Ann Lee Ann")]
    [InlineData("short")]
    public async Task Reset_ToAPasswordThatIsNotAccepted_KeepsTheTokenGood(string password)
    {
        var viewer = await _api.NewViewerAsync();
        var token = await ForgetAsync(viewer.Email);

        var problem = (await _api.ResetPasswordAsync(token, password)).AssertProblem(HttpStatusCode.BadRequest, "validation");

        Assert.Equal("password", Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
        Assert.Equal(HttpStatusCode.NoContent, (await _api.ResetPasswordAsync(token)).Status);
    }

    [Fact]
    public async Task Reset_AfterAnHour_IsRefused()
    {
        var viewer = await _api.NewViewerAsync();
        var (late, intime) = (await ForgetAsync(viewer.Email), await ForgetAsync(viewer.Email, count: 2));

        _time.Advance(TimeSpan.FromHours(1) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(HttpStatusCode.NoContent, (await _api.ResetPasswordAsync(intime)).Status);
        AssertNotGood(await _api.ResetPasswordAsync(late));

        var expired = await ForgetAsync(viewer.Email, count: 3);
        _time.Advance(TimeSpan.FromHours(1));
        AssertNotGood(await _api.ResetPasswordAsync(expired));
    }

    [Fact]
    public async Task Reset_WithATokenOfAnotherAccountsId_IsRefused()
    {
        var (viewer, other) = (await _api.NewViewerAsync(), await _api.NewViewerAsync());
        var token = await ForgetAsync(viewer.Email);
        var foreign = System.Buffers.Text.Base64Url.EncodeToString(
            [.. other.AccountId.ToByteArray(bigEndian: true), .. System.Buffers.Text.Base64Url.DecodeFromChars(token).AsSpan(16)]);

        AssertNotGood(await _api.ResetPasswordAsync(foreign));
        AssertNotGood(await _api.ResetPasswordAsync(token[..^1]));
        Assert.Equal(HttpStatusCode.NoContent, (await _api.ResetPasswordAsync(token)).Status);
    }

    [Fact]
    public async Task Reset_OfAnAddressThatHasToWait_EndsTheWait()
    {
        var viewer = await _api.NewViewerAsync();
        for (var guess = 0; guess < 6; guess++)
            await _api.SignInAsync(viewer.Email, "wrong");
        Assert.Equal(HttpStatusCode.Unauthorized, (await _api.SignInAsync(viewer.Email)).Status);

        await _api.ResetPasswordAsync(await ForgetAsync(viewer.Email));

        Assert.Equal(HttpStatusCode.OK, (await _api.SignInAsync(viewer.Email, CredentialCalls.NewPassword)).Status);
    }

    [Fact]
    public async Task Forgot_OfOneAddressManyTimes_SendsFiveMailsAnHour()
    {
        var viewer = await _api.NewViewerAsync();
        for (var turn = 1; turn <= 5; turn++)
            await ForgetAsync(viewer.Email, turn);

        await _api.ForgotPasswordAsync(viewer.Email);
        await Eventually.BeTrueAsync("the sixth mail dropped", () => _api.Logs.Lines.Any(Dropped));
        Assert.Equal(5, ResetMails(viewer.Email));

        _time.Advance(TimeSpan.FromHours(1));
        await ForgetAsync(viewer.Email, count: 6);
    }

    [Fact]
    public async Task Forgot_OfUnknownAddress_AnswersTheSameAndSendsNothing()
    {
        var (viewer, unknown) = (await _api.NewViewerAsync(), TestUserApi.NewEmail());

        var (known, none) = (await _api.ForgotPasswordAsync(viewer.Email), await _api.ForgotPasswordAsync(unknown));

        Assert.Equal((known.Status, known.Body), (none.Status, none.Body));
        Assert.Equal(known.Headers.Keys.Order(), none.Headers.Keys.Order());
        await Eventually.BeTrueAsync("the mail dropped", () => _api.Logs.Lines.Any(Dropped));
        Assert.Empty(_api.Mails.To(unknown));
    }

    private static bool Dropped(string line) => line.Contains("was dropped (ResetPassword)", StringComparison.Ordinal);

    private static void AssertNotGood(Answer answer) => answer.AssertProblem(HttpStatusCode.BadRequest, "invalid-token");

    private int ResetMails(string email) => _api.Mails.To(email).Count(mail => mail.Subject == Subjects.ResetPassword);

    /// <summary>Asks for a mail, and gives the token of it.</summary>
    private async Task<string> ForgetAsync(string email, int count = 1)
    {
        var before = _api.Mails.To(email).Select(mail => mail.MessageId).ToHashSet();
        Assert.Equal(HttpStatusCode.Accepted, (await _api.ForgotPasswordAsync(email)).Status);
        await _api.Mails.WaitAsync(email, Subjects.ResetPassword, count);
        var mail = _api.Mails.To(email).Single(mail => mail.Subject == Subjects.ResetPassword && !before.Contains(mail.MessageId));
        return MailFolder.TokenIn(mail);
    }

    private async Task<Account> FindAsync(Guid id) => (await _api.Services.GetRequiredService<IAccountStore>().FindAsync(id, Stop))!.Body;
}
