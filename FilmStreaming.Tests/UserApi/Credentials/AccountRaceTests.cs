using System.Net;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Storage;
using FilmStreaming.Tests.Infrastructure;
using FilmStreaming.Tests.StoreContracts;
using FilmStreaming.Tests.UserApi.Mail;
using FilmStreaming.Tests.UserApi.TwoFactor;
using FilmStreaming.UserApi.Accounts;
using FilmStreaming.UserApi.Mail;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.Tests.UserApi.Credentials;

/// <summary>What happens to an account at the same moment, or right before a process dies; over both forms of storage.</summary>
public abstract class AccountRaceTests(StorageForm form) : TwoFactorTest(form)
{
    private IAccountStore Accounts => Api.Services.GetRequiredService<IAccountStore>();

    [Fact]
    public async Task ChangeEmail_ToOneOfTwo_EndsTheOther_AlsoWhereItsMailStillWaits()
    {
        var (viewer, second, third, late) = (await Api.NewViewerAsync(), TestUserApi.NewEmail(), TestUserApi.NewEmail(), TestUserApi.NewEmail());
        await Api.ChangeEmailAsync(viewer, second);
        await Api.ChangeEmailAsync(viewer, third);
        var toSecond = await Api.Mails.WaitForTokenAsync(second, Subjects.ConfirmNewEmail);
        var toThird = await Api.Mails.WaitForTokenAsync(third, Subjects.ConfirmNewEmail);
        var waiting = new Document<QueuedMail>
        {
            Id = Guid.CreateVersion7(),
            Version = 1,
            Body = QueuedMail.To(late, MailKind.ConfirmNewEmail, (await Accounts.FindAsync(viewer.AccountId, Stop))!, Time.GetStoredNow()),
        };

        var answers = await Task.WhenAll(Api.VerifyEmailAsync(toSecond), Api.VerifyEmailAsync(toThird));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.NoContent);
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.BadRequest);
        Assert.Null(await Api.Services.GetRequiredService<MailComposer>().ComposeAsync(waiting, Stop));
        await Api.Mails.WaitAsync(viewer.Email, Subjects.EmailChanged);
    }

    [Fact]
    public async Task ChangeEmail_TwiceBeforeTheFirstIsTold_TellsEachAddressOfBefore()
    {
        var (viewer, second) = (await Api.NewViewerAsync(), TestUserApi.NewEmail());
        await Accounts.UpdateAsync(
            viewer.AccountId,
            account => new AccountWrite(
                account.Body with { PreviousEmails = [viewer.Email, second] },
                AccountEvents.Updated(account.Id, account.Version, Time.GetStoredNow(), AccountParts.Email)),
            Stop);

        await Api.Mails.WaitAsync(viewer.Email, Subjects.EmailChanged);
        await Api.Mails.WaitAsync(second, Subjects.EmailChanged);
        await Eventually.BeTrueAsync("both forgotten", async () => (await FindAsync(viewer.AccountId)).PreviousEmails is []);
    }

    /// <summary>As if the process had died between the write of the account and the end of its sessions.</summary>
    [Theory]
    [InlineData(AccountParts.Roles)]
    [InlineData(AccountParts.Lock)]
    public async Task EventOfChangedRights_EndsTheSessionsOfBefore(string part)
    {
        var viewer = await Api.NewViewerAsync();
        await Accounts.UpdateAsync(
            viewer.AccountId,
            account => new AccountWrite(
                account.Body with { SecurityStamp = Account.NewSecurityStamp() },
                AccountEvents.Updated(account.Id, account.Version, Time.GetStoredNow(), part)),
            Stop);

        await Eventually.BeTrueAsync(
            "the session ended", async () => (await Api.GetAsync("/v1/me", viewer.Token)).Status == HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Forgot_ByManyAtOnce_SendsFiveMails()
    {
        var viewer = await Api.NewViewerAsync();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Api.ForgotPasswordAsync(viewer.Email)));

        await Eventually.BeTrueAsync(
            "all mails done", () => Api.Logs.Lines.Count(line => line.Contains("(ResetPassword)", StringComparison.Ordinal)) >= 20);
        Assert.Equal(5, Api.Mails.To(viewer.Email).Count(mail => mail.Subject == Subjects.ResetPassword));
    }

    [Fact]
    public async Task SignIn_WithTheTokenOfASession_EndsIt()
    {
        var viewer = await Api.NewViewerAsync();
        var other = await Api.SignInAgainAsync(viewer.Email);

        var again = await Api.PostAsync("/v1/auth/sign-in", $$"""{"email":"{{viewer.Email}}","password":"{{TestUserApi.Password}}"}""", viewer.Token);

        Assert.Equal(HttpStatusCode.OK, again.Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Api.RefreshAsync(viewer.RefreshToken)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Api.GetAsync("/v1/me", viewer.Token)).Status);
        Assert.Equal(HttpStatusCode.OK, (await Api.GetAsync("/v1/me", other.Token)).Status);
    }

    [Fact]
    public async Task SignIn_WithTheTokenOfAnotherAccount_LeavesThatAlone()
    {
        var (viewer, other) = (await Api.NewViewerAsync(), await Api.NewViewerAsync());

        await Api.PostAsync("/v1/auth/sign-in", $$"""{"email":"{{viewer.Email}}","password":"{{TestUserApi.Password}}"}""", other.Token);

        Assert.Equal(HttpStatusCode.OK, (await Api.GetAsync("/v1/me", other.Token)).Status);
    }

    [Fact]
    public async Task EndUserSessions_ByAnAdministrator_SignsOutEverywhereAndIsRecorded()
    {
        var viewer = await Api.NewViewerAsync();
        var root = await Api.SignInAgainAsync(Administrator);

        var answer = await Api.DeleteAsync($"/v1/users/{viewer.AccountId}/sessions", root.Token);

        Assert.Equal(HttpStatusCode.NoContent, answer.Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Api.RefreshAsync(viewer.RefreshToken)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Api.GetAsync("/v1/me", viewer.Token)).Status);
        Assert.Equal(HttpStatusCode.OK, (await Api.SignInAsync(viewer.Email)).Status);
        var recorded = await Api.GetAsync($"/v1/admin/userapi/audit?targetId={viewer.AccountId}", root.Token);
        var entry = Assert.Single(recorded.Json.GetProperty("items").EnumerateArray());
        Assert.Equal(
            ("user.sessions-ended", "done"), (entry.GetProperty("act").GetString(), entry.GetProperty("outcome").GetString()));
    }
}

public sealed class EmbeddedAccountRaceTests() : AccountRaceTests(StorageForm.Embedded);

public sealed class MongoAccountRaceTests() : AccountRaceTests(StorageForm.Mongo);
