using System.Net;
using FilmStreaming.Tests.ServiceDefaults;
using FilmStreaming.Tests.StoreContracts;
using FilmStreaming.Tests.UserApi.Credentials;
using FilmStreaming.Tests.UserApi.Mail;
using FilmStreaming.UserApi.Lockout;
using FilmStreaming.UserApi.TwoFactor;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;

namespace FilmStreaming.Tests.UserApi.TwoFactor;

/// <summary>Signing in with a second factor.</summary>
public abstract class SecondFactorSignInTests(StorageForm form) : TwoFactorTest(form)
{
    [Fact]
    public async Task SignIn_WithPasswordAndCode_BeginsASessionThatSaysSo()
    {
        var enrolled = await NewEnrolledViewerAsync();

        var answer = await ShowCodeAsync(await TicketAsync(enrolled.Viewer.Email), enrolled.App.CodeAt(Time.GetUtcNow()));

        Assert.Equal((HttpStatusCode.OK, "no-store"), (answer.Status, answer.Header("Cache-Control")));
        Assert.Equal(["pwd", "otp", "mfa"], MethodsIn(answer.Json));
        var token = new JsonWebToken(answer.Json.GetProperty("accessToken").GetString());
        Assert.Equal(Time.GetUtcNow().ToUnixTimeSeconds(), token.GetPayloadValue<long>("auth_time"));
        Assert.Equal(["pwd", "otp", "mfa"], MethodsIn((await Api.RefreshAsync(answer.Json.GetProperty("refreshToken").GetString()!)).Json));
    }

    [Fact]
    public async Task SignIn_WithOneCodeAHundredTimesAtOnce_BeginsOneSession()
    {
        var enrolled = await NewEnrolledViewerAsync();
        var (ticket, code) = (await TicketAsync(enrolled.Viewer.Email), enrolled.App.CodeAt(Time.GetUtcNow()));

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => ShowCodeAsync(ticket, code)));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.OK), AssertWrong);
    }

    [Fact]
    public async Task SignIn_WithACodeAgainOrAnEarlierOne_IsRefused()
    {
        var enrolled = await NewEnrolledViewerAsync();
        var ticket = await TicketAsync(enrolled.Viewer.Email);
        var (now, next) = (Time.GetUtcNow(), Time.GetUtcNow().AddSeconds(30));

        Assert.Equal(HttpStatusCode.OK, (await ShowCodeAsync(ticket, enrolled.App.CodeAt(next))).Status);

        AssertWrong(await ShowCodeAsync(ticket, enrolled.App.CodeAt(next)));
        AssertWrong(await ShowCodeAsync(ticket, enrolled.App.CodeAt(now)));
        Time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(HttpStatusCode.OK, (await ShowCodeAsync(ticket, enrolled.App.CodeAt(Time.GetUtcNow()))).Status);
    }

    [Fact]
    public async Task SignIn_AfterFiveWrongCodes_WaitsWhateverThePasswordAndThenWorks()
    {
        var enrolled = await NewEnrolledViewerAsync();
        var wrong = enrolled.App.WrongCodeAt(Time.GetUtcNow());
        for (var guess = 0; guess < 4; guess++)
            Assert.Null((await ShowCodeAsync(await TicketAsync(enrolled.Viewer.Email), wrong)).Header("Retry-After"));
        Assert.Equal("2", (await ShowCodeAsync(await TicketAsync(enrolled.Viewer.Email), wrong)).Header("Retry-After"));

        var ticket = await TicketAsync(enrolled.Viewer.Email);
        foreach (var refused in new[]
        {
            await ShowCodeAsync(ticket, enrolled.App.CodeAt(Time.GetUtcNow())),
            await ShowRecoveryCodeAsync(ticket, enrolled.RecoveryCodes[0]),
        })
        {
            AssertWrong(refused);
            Assert.Equal("2", refused.Header("Retry-After"));
        }

        Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(HttpStatusCode.OK, (await ShowCodeAsync(ticket, enrolled.App.CodeAt(Time.GetUtcNow()))).Status);
        Assert.Null((await ShowCodeAsync(ticket, wrong)).Header("Retry-After"));
    }

    [Fact]
    public async Task SignIn_WithManyWrongCodesAtOnce_TriesFiveAndCountsThem()
    {
        var enrolled = await NewEnrolledViewerAsync();
        var (ticket, wrong) = (await TicketAsync(enrolled.Viewer.Email), enrolled.App.WrongCodeAt(Time.GetUtcNow()));

        Assert.All(await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => ShowCodeAsync(ticket, wrong))), AssertWrong);

        var failures = await Api.Services.GetRequiredService<ISignInFailureStore>().FindAsync(
            SignInFailures.IdOf(SecondFactorCheck.LockoutOf(enrolled.Viewer.AccountId)), Stop);
        Assert.Equal(5, failures!.Body.Count);
    }

    [Fact]
    public async Task SignIn_WithARecoveryCodeManyTimesAtOnce_WorksOnceAndTellsTheOwner()
    {
        var enrolled = await NewEnrolledViewerAsync();
        var ticket = await TicketAsync(enrolled.Viewer.Email);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ShowRecoveryCodeAsync(ticket, enrolled.RecoveryCodes[7])));

        var signedIn = Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK).Json;
        Assert.Equal(["pwd", "mfa"], MethodsIn(signedIn));
        var state = await Api.GetAsync("/v1/me/two-factor", signedIn.GetProperty("accessToken").GetString());
        Assert.Equal(9, state.Json.GetProperty("recoveryCodesLeft").GetInt32());
        await Api.Mails.WaitAsync(enrolled.Viewer.Email, Subjects.RecoveryCodesChanged);
    }

    [Fact]
    public async Task Ticket_AfterFiveMinutes_IsGoodForNothing()
    {
        var enrolled = await NewEnrolledViewerAsync();
        var ticket = await TicketAsync(enrolled.Viewer.Email);

        Time.Advance(SecondFactorTickets.Lifetime - TimeSpan.FromMilliseconds(1));
        AssertWrong(await ShowCodeAsync(ticket, enrolled.App.WrongCodeAt(Time.GetUtcNow())));
        Time.Advance(TimeSpan.FromMilliseconds(1));
        AssertNoTicket(await ShowCodeAsync(ticket, enrolled.App.CodeAt(Time.GetUtcNow())));
    }

    [Fact]
    public async Task Ticket_ThatIsForgedOrForSomethingElse_IsGoodForNothing()
    {
        var enrolled = await NewEnrolledViewerAsync();
        var ticket = await TicketAsync(enrolled.Viewer.Email);
        var code = enrolled.App.CodeAt(Time.GetUtcNow());
        var ofAnotherPurpose = Api.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("FilmStreaming.Cursor")
            .Protect(enrolled.Viewer.AccountId.ToByteArray());

        foreach (var forged in new[]
        {
            ticket[..^2] + "AA", ticket[1..], "x", "$where", new string('A', 512), System.Buffers.Text.Base64Url.EncodeToString(ofAnotherPurpose),
        })
        {
            AssertNoTicket(await ShowCodeAsync(forged, code));
        }

        (await Api.GetAsync("/v1/me", ticket)).AssertProblem(HttpStatusCode.Unauthorized, "unauthorized");
        (await Api.RefreshAsync(ticket)).AssertProblem(HttpStatusCode.Unauthorized, "invalid-refresh-token");
        Assert.Equal(HttpStatusCode.OK, (await ShowCodeAsync(ticket, code)).Status);
    }

    [Fact]
    public async Task Ticket_FromBeforeThePasswordChanged_IsGoodForNothing()
    {
        var enrolled = await NewEnrolledViewerAsync();
        var ticket = await TicketAsync(enrolled.Viewer.Email);

        Assert.Equal(HttpStatusCode.NoContent, (await Api.ChangePasswordAsync(enrolled.Viewer)).Status);

        AssertNoTicket(await ShowCodeAsync(ticket, enrolled.App.CodeAt(Time.GetUtcNow())));
        var next = await TicketAsync(enrolled.Viewer.Email, CredentialCalls.NewPassword);
        Assert.Equal(HttpStatusCode.OK, (await ShowCodeAsync(next, enrolled.App.CodeAt(Time.GetUtcNow()))).Status);
    }

    [Fact]
    public async Task PasswordReset_OfAnAccountWithASecondFactor_LeavesItOn()
    {
        var enrolled = await NewEnrolledViewerAsync();
        await Api.VerifyEmailAsync(await Api.Mails.WaitForTokenAsync(enrolled.Viewer.Email, Subjects.VerifyEmail));
        await Api.ForgotPasswordAsync(enrolled.Viewer.Email);

        await Api.ResetPasswordAsync(await Api.Mails.WaitForTokenAsync(enrolled.Viewer.Email, Subjects.ResetPassword));

        Assert.NotEmpty(await TicketAsync(enrolled.Viewer.Email, CredentialCalls.NewPassword));
    }

    private static void AssertWrong(Answer answer) => answer.AssertProblem(HttpStatusCode.Forbidden, "wrong-code");

    private static void AssertNoTicket(Answer answer) => answer.AssertProblem(HttpStatusCode.Unauthorized, "invalid-ticket");
}

public sealed class EmbeddedSecondFactorSignInTests() : SecondFactorSignInTests(StorageForm.Embedded);

public sealed class MongoSecondFactorSignInTests() : SecondFactorSignInTests(StorageForm.Mongo);
