using System.Net;
using FilmStreaming.Tests.StoreContracts;
using FilmStreaming.Tests.UserApi.Mail;
using FilmStreaming.UserApi.TwoFactor;

namespace FilmStreaming.Tests.UserApi.TwoFactor;

/// <summary>Switching a second factor on and off.</summary>
public abstract class EnrolmentTests(StorageForm form) : TwoFactorTest(form)
{
    [Fact]
    public async Task Confirm_WithTheFirstCode_SwitchesItOnEndsOtherSessionsAndTellsTheOwner()
    {
        var viewer = await Api.NewViewerAsync();
        var other = await Api.SignInAgainAsync(viewer.Email);
        Assert.False((await Api.GetAsync("/v1/me/two-factor", viewer.Token)).Json.GetProperty("enabled").GetBoolean());
        var begun = await BeginAsync(viewer.Token);
        Assert.Equal("no-store", begun.Header("Cache-Control"));
        var key = begun.Json.GetProperty("sharedKey").GetString()!;
        Assert.Contains($"secret={key}&", begun.Json.GetProperty("uri").GetString(), StringComparison.Ordinal);

        var confirmed = await ConfirmAsync(viewer.Token, AuthenticatorApp.With(key).CodeAt(Time.GetUtcNow()));

        Assert.Equal((HttpStatusCode.OK, "no-store"), (confirmed.Status, confirmed.Header("Cache-Control")));
        Assert.Equal(10, RecoveryCodesIn(confirmed).Distinct().Count());
        Assert.Equal(HttpStatusCode.Unauthorized, (await Api.GetAsync("/v1/me", other.Token)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Api.RefreshAsync(other.RefreshToken)).Status);
        var state = (await Api.GetAsync("/v1/me/two-factor", viewer.Token)).Json;
        Assert.True(state.GetProperty("enabled").GetBoolean());
        Assert.Equal(10, state.GetProperty("recoveryCodesLeft").GetInt32());
        Assert.False(state.GetProperty("required").GetBoolean());
        await Api.Mails.WaitAsync(viewer.Email, Subjects.SecondFactorOn);
        var renewed = await Api.RefreshAsync(viewer.RefreshToken);
        Assert.Equal(["pwd", "otp", "mfa"], MethodsIn(renewed.Json));
    }

    [Fact]
    public async Task Account_WithASecondFactor_KeepsNeitherItsKeyNorItsCodesAsTheyAre()
    {
        var viewer = await Api.NewViewerAsync();
        var key = (await BeginAsync(viewer.Token)).Json.GetProperty("sharedKey").GetString()!;
        var pending = await FindAsync(viewer.AccountId);
        var codes = RecoveryCodesIn(await ConfirmAsync(viewer.Token, AuthenticatorApp.With(key).CodeAt(Time.GetUtcNow())));

        var factor = (await FindAsync(viewer.AccountId)).SecondFactor!;
        var stored = string.Join(' ', [pending.NewAuthenticator!.ProtectedKey, factor.ProtectedKey, .. factor.RecoveryCodes]);
        Assert.All([key, .. codes], secret => Assert.DoesNotContain(secret, stored, StringComparison.Ordinal));
        Assert.Equal(codes.Select(RecoveryCode.Hash), factor.RecoveryCodes);
    }

    [Fact]
    public async Task Confirm_WithAWrongCode_LeavesItOffAndTheSessionGood()
    {
        var viewer = await Api.NewViewerAsync();
        var app = AuthenticatorApp.With((await BeginAsync(viewer.Token)).Json.GetProperty("sharedKey").GetString()!);

        (await ConfirmAsync(viewer.Token, app.WrongCodeAt(Time.GetUtcNow()))).AssertProblem(HttpStatusCode.Forbidden, "wrong-code");

        Assert.Equal(HttpStatusCode.OK, (await Api.SignInAsync(viewer.Email)).Status);
        Assert.Equal(HttpStatusCode.OK, (await Api.RefreshAsync(viewer.RefreshToken)).Status);
        Assert.Equal(HttpStatusCode.OK, (await ConfirmAsync(viewer.Token, app.CodeAt(Time.GetUtcNow()))).Status);
    }

    [Fact]
    public async Task Confirm_ManyTimesAtOnce_GivesRecoveryCodesOnce()
    {
        var viewer = await Api.NewViewerAsync();
        var app = AuthenticatorApp.With((await BeginAsync(viewer.Token)).Json.GetProperty("sharedKey").GetString()!);
        var code = app.CodeAt(Time.GetUtcNow());

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ConfirmAsync(viewer.Token, code)));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.OK, (await Api.RefreshAsync(viewer.RefreshToken)).Status);
    }

    [Fact]
    public async Task Confirm_OfAKeyThatIsTenMinutesOldOrSpent_IsAConflict()
    {
        var viewer = await Api.NewViewerAsync();
        var app = AuthenticatorApp.With((await BeginAsync(viewer.Token)).Json.GetProperty("sharedKey").GetString()!);
        Time.Advance(SecondFactorChange.KeyLifetime);

        (await ConfirmAsync(viewer.Token, app.CodeAt(Time.GetUtcNow()))).AssertProblem(HttpStatusCode.Conflict, "authenticator-not-begun");

        var enrolled = await EnrolAsync(await Api.SignInAgainAsync(viewer.Email));
        (await ConfirmAsync(enrolled.Viewer.Token, enrolled.App.CodeAt(Time.GetUtcNow()))).AssertProblem(
            HttpStatusCode.Conflict, "authenticator-not-begun");
    }

    [Fact]
    public async Task Begin_WhereThereIsOneAlready_KeepsThatGoodUntilTheNewIsConfirmed()
    {
        var enrolled = await NewEnrolledViewerAsync();
        var app = AuthenticatorApp.With((await BeginAsync(enrolled.Viewer.Token)).Json.GetProperty("sharedKey").GetString()!);

        var session = await SignInWithCodeAsync(enrolled);
        var replaced = await ConfirmAsync(session.Token, app.CodeAt(Time.GetUtcNow()));

        Assert.Equal(HttpStatusCode.OK, replaced.Status);
        Time.Advance(TimeSpan.FromSeconds(30));
        var ticket = await TicketAsync(session.Email);
        (await ShowCodeAsync(ticket, enrolled.App.CodeAt(Time.GetUtcNow()))).AssertProblem(HttpStatusCode.Forbidden, "wrong-code");
        (await ShowRecoveryCodeAsync(ticket, enrolled.RecoveryCodes[0])).AssertProblem(HttpStatusCode.Forbidden, "wrong-code");
        Assert.Equal(HttpStatusCode.OK, (await ShowCodeAsync(ticket, app.CodeAt(Time.GetUtcNow()))).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TurnOff_WithACodeOrARecoveryCode_AsksForThePasswordOnly(bool isCode)
    {
        var enrolled = await NewEnrolledViewerAsync();
        var other = await SignInWithCodeAsync(enrolled);
        Time.Advance(TimeSpan.FromSeconds(30));
        var wrong = await TurnOffAsync(enrolled.Viewer.Token, $$"""{"code":"{{enrolled.App.WrongCodeAt(Time.GetUtcNow())}}"}""");
        wrong.AssertProblem(HttpStatusCode.Forbidden, "wrong-code");

        var answer = await TurnOffAsync(
            enrolled.Viewer.Token,
            isCode ? $$"""{"code":"{{enrolled.App.CodeAt(Time.GetUtcNow())}}"}""" : $$"""{"recoveryCode":"{{enrolled.RecoveryCodes[9]}}"}""");

        Assert.Equal(HttpStatusCode.NoContent, answer.Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Api.RefreshAsync(other.RefreshToken)).Status);
        Assert.Equal(HttpStatusCode.OK, (await Api.RefreshAsync(enrolled.Viewer.RefreshToken)).Status);
        await Api.Mails.WaitAsync(enrolled.Viewer.Email, Subjects.SecondFactorOff);
        Assert.Equal(["pwd"], MethodsIn((await Api.SignInAsync(enrolled.Viewer.Email)).Json));
        Assert.Equal(HttpStatusCode.NoContent, (await TurnOffAsync(enrolled.Viewer.Token, """{"code":"000000"}""")).Status);
    }

    [Fact]
    public async Task RecoveryCodes_MadeAnew_ReplaceThoseBeforeAndTellTheOwner()
    {
        var enrolled = await NewEnrolledViewerAsync();

        var answer = await Api.SendAsync(HttpMethod.Post, "/v1/me/two-factor/recovery-codes", enrolled.Viewer.Token);

        Assert.Equal("no-store", answer.Header("Cache-Control"));
        var ticket = await TicketAsync(enrolled.Viewer.Email);
        (await ShowRecoveryCodeAsync(ticket, enrolled.RecoveryCodes[0])).AssertProblem(HttpStatusCode.Forbidden, "wrong-code");
        Assert.Equal(HttpStatusCode.OK, (await ShowRecoveryCodeAsync(ticket, RecoveryCodesIn(answer)[0])).Status);
        await Api.Mails.WaitAsync(enrolled.Viewer.Email, Subjects.RecoveryCodesChanged, count: 2);
    }

    [Fact]
    public async Task Changes_InASessionThatBeganLongAgo_NeedANewSignIn()
    {
        var viewer = await Api.NewViewerAsync();
        Time.Advance(TimeSpan.FromMinutes(11));
        var token = (await Api.RefreshAsync(viewer.RefreshToken)).Json.GetProperty("accessToken").GetString()!;

        foreach (var answer in new[]
        {
            await BeginAsync(token),
            await ConfirmAsync(token, "123456"),
            await Api.SendAsync(HttpMethod.Post, "/v1/me/two-factor/recovery-codes", token),
            await TurnOffAsync(token, """{"code":"123456"}"""),
        })
        {
            answer.AssertProblem(HttpStatusCode.Unauthorized, "recent-sign-in-required");
        }

        Assert.Equal(HttpStatusCode.OK, (await Api.GetAsync("/v1/me/two-factor", token)).Status);
    }
}

public sealed class EmbeddedEnrolmentTests() : EnrolmentTests(StorageForm.Embedded);

public sealed class MongoEnrolmentTests() : EnrolmentTests(StorageForm.Mongo);
