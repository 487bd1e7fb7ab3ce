using System.Net;
using FilmStreaming.Tests.Infrastructure;
using FilmStreaming.Tests.UserApi.Mail;
using FilmStreaming.UserApi.Accounts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FilmStreaming.Tests.UserApi.Credentials;

public sealed class EmailVerificationTests(UserApiFixture fixture) : IClassFixture<UserApiFixture>
{
    private readonly TestUserApi _api = fixture.Api;

    [Fact]
    public async Task SignUp_OfNewAddress_SendsATokenThatVerifiesItOnce()
    {
        var email = TestUserApi.NewEmail();
        await _api.SignUpAsync(email);
        var token = await _api.Mails.WaitForTokenAsync(email, Subjects.VerifyEmail);
        Assert.Null((await FindAsync(email)).EmailVerifiedAt);

        var answer = await _api.VerifyEmailAsync(token);

        Assert.Equal(HttpStatusCode.NoContent, answer.Status);
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        Assert.NotNull((await FindAsync(email)).EmailVerifiedAt);
        (await _api.VerifyEmailAsync(token)).AssertProblem(HttpStatusCode.BadRequest, "invalid-token");
    }

    [Fact]
    public async Task SignUp_OfTakenAddress_TellsItsOwner()
    {
        var email = TestUserApi.NewEmail();
        await _api.SignUpAsync(email);
        await _api.VerifyEmailAsync(await _api.Mails.WaitForTokenAsync(email, Subjects.VerifyEmail));

        await _api.SignUpAsync(email.ToUpperInvariant());

        var mail = await _api.Mails.WaitAsync(email, Subjects.AlreadyRegistered);
        Assert.Contains("already", mail.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignUp_AgainBeforeVerifying_SendsAnotherToken_AndBothAreGood()
    {
        var (first, second) = (TestUserApi.NewEmail(), TestUserApi.NewEmail());
        foreach (var (email, used) in new[] { (first, 0), (second, 1) })
        {
            await _api.SignUpAsync(email);
            await _api.Mails.WaitForTokenAsync(email, Subjects.VerifyEmail);
            await _api.SignUpAsync(email);
            await _api.Mails.WaitAsync(email, Subjects.VerifyEmail, count: 2);

            var tokens = _api.Mails.To(email).Select(MailFolder.TokenIn).ToList();
            Assert.Equal(HttpStatusCode.NoContent, (await _api.VerifyEmailAsync(tokens[used])).Status);
            (await _api.VerifyEmailAsync(tokens[1 - used])).AssertProblem(HttpStatusCode.BadRequest, "invalid-token");
        }
    }

    [Fact]
    public async Task Resend_OfUnverifiedVerifiedAndUnknownAddress_AnswersAlikeAndSendsOnlyWhatIsNeeded()
    {
        var (email, unknown) = (TestUserApi.NewEmail(), TestUserApi.NewEmail());
        await _api.SignUpAsync(email);
        await _api.Mails.WaitForTokenAsync(email, Subjects.VerifyEmail);

        var unverified = await _api.ResendVerificationAsync(email);
        await _api.VerifyEmailAsync(await _api.Mails.WaitForTokenAsync(email, Subjects.VerifyEmail, count: 2));
        var verified = await _api.ResendVerificationAsync(email);
        var none = await _api.ResendVerificationAsync(unknown);

        foreach (var answer in new[] { unverified, verified, none })
            Assert.Equal((HttpStatusCode.Accepted, ""), (answer.Status, answer.Body));
        await _api.ForgotPasswordAsync(email);
        await _api.Mails.WaitAsync(email, Subjects.ResetPassword);
        await Eventually.BeTrueAsync(
            "both mails with nothing to say dropped",
            () => _api.Logs.Lines.Count(line => line.Contains("was dropped (VerifyEmail)", StringComparison.Ordinal)) >= 2);
        Assert.Equal(3, _api.Mails.To(email).Count);
        Assert.Empty(_api.Mails.To(unknown));
    }

    [Fact]
    public async Task VerifyEmail_WithATokenForAnotherPurpose_IsRefused()
    {
        var email = TestUserApi.NewEmail();
        await _api.SignUpAsync(email);
        var verify = await _api.Mails.WaitForTokenAsync(email, Subjects.VerifyEmail);
        await _api.ForgotPasswordAsync(email);
        var reset = await _api.Mails.WaitForTokenAsync(email, Subjects.ResetPassword);

        (await _api.VerifyEmailAsync(reset)).AssertProblem(HttpStatusCode.BadRequest, "invalid-token");
        (await _api.ResetPasswordAsync(verify)).AssertProblem(HttpStatusCode.BadRequest, "invalid-token");
        Assert.Null((await FindAsync(email)).EmailVerifiedAt);
    }

    [Fact]
    public async Task SignIn_WhereVerificationIsRequired_AnswersAnUnverifiedAddressAsAnUnknownOne()
    {
        using var folder = new TemporaryFolder();
        await using var api = await TestUserApi.StartAsync(folder.FullPath, settings: ("Credentials:RequireVerifiedEmail", "true"));
        var email = TestUserApi.NewEmail();
        await api.SignUpAsync(email);
        var token = await api.Mails.WaitForTokenAsync(email, Subjects.VerifyEmail);

        var unverified = (await api.SignInAsync(email)).AssertProblem(HttpStatusCode.Unauthorized, "invalid-credentials");
        var unknown = (await api.SignInAsync(TestUserApi.NewEmail())).AssertProblem(HttpStatusCode.Unauthorized, "invalid-credentials");
        Assert.Equal(unknown.GetProperty("detail").GetString(), unverified.GetProperty("detail").GetString());

        await api.VerifyEmailAsync(token);
        Assert.Equal(HttpStatusCode.OK, (await api.SignInAsync(email)).Status);
    }

    [Theory]
    [InlineData("Credentials:VerifyEmailLifetime", "00:04:59")]
    [InlineData("Credentials:ResetPasswordLifetime", "1.00:00:01")]
    [InlineData("Mail:From", "nobody")]
    [InlineData("Mail:FromName", "")]
    [InlineData("Mail:LinkBase", "ftp://films.example")]
    [InlineData("Mail:MaxPerHour", "0")]
    [InlineData("Mail:AllowFiles", "false")]
    [InlineData("Mail:Smtp:Port", "0")]
    [InlineData("Mail:Smtp:Timeout", "00:00:00")]
    [InlineData("Mail:Smtp:UserName", "without a password")]
    public async Task Start_WithWrongSetting_IsRefusedByItsName(string setting, string value)
    {
        using var folder = new TemporaryFolder();

        var e = await Assert.ThrowsAsync<OptionsValidationException>(
            () => TestUserApi.StartAsync(folder.FullPath, settings: (setting, value)));

        Assert.Contains(setting, e.Message, StringComparison.Ordinal);
    }

    private async Task<Account> FindAsync(string email)
    {
        var accounts = _api.Services.GetRequiredService<IAccountStore>();
        return (await accounts.FindByEmailAsync(EmailAddress.Normalize(email), TestContext.Current.CancellationToken))!.Body;
    }
}
