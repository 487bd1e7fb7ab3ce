using System.Net;
using FilmStreaming.Storage;
using FilmStreaming.Tests.Infrastructure;
using FilmStreaming.Tests.UserApi.Mail;
using FilmStreaming.UserApi.Accounts;
using FilmStreaming.UserApi.Credentials;
using FilmStreaming.UserApi.Mail;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.Tests.UserApi.Credentials;

public sealed class EmailChangeTests(UserApiFixture fixture) : IClassFixture<UserApiFixture>
{
    private readonly TestUserApi _api = fixture.Api;

    [Fact]
    public async Task Change_ConfirmedAtTheNewAddress_MovesTheAccountAndTellsTheOldOne()
    {
        var (viewer, email) = (await _api.NewViewerAsync(), TestUserApi.NewEmail());

        Assert.Equal(HttpStatusCode.Accepted, (await _api.ChangeEmailAsync(viewer, email)).Status);
        var token = await _api.Mails.WaitForTokenAsync(email, Subjects.ConfirmNewEmail);
        Assert.Equal(HttpStatusCode.OK, (await _api.SignInAsync(viewer.Email)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await _api.VerifyEmailAsync(token)).Status);

        Assert.Equal(HttpStatusCode.OK, (await _api.SignInAsync(email)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _api.SignInAsync(viewer.Email)).Status);
        await _api.Mails.WaitAsync(viewer.Email, Subjects.EmailChanged);
        (await _api.VerifyEmailAsync(token)).AssertProblem(HttpStatusCode.BadRequest, "invalid-token");

        var accounts = _api.Services.GetRequiredService<IAccountStore>();
        var account = await Eventually.GetAsync(
            "the old address forgotten",
            async () => (await accounts.FindAsync(viewer.AccountId, TestContext.Current.CancellationToken))!.Body,
            account => account.PreviousEmails is []);
        Assert.Equal(email, account.Email);
        Assert.NotNull(account.EmailVerifiedAt);
    }

    [Fact]
    public async Task Change_ToTheAddressOfAnother_AnswersTheSameAndTellsItsOwner()
    {
        var (viewer, other) = (await _api.NewViewerAsync(), await _api.NewViewerAsync());
        await _api.VerifyEmailAsync(await _api.Mails.WaitForTokenAsync(other.Email, Subjects.VerifyEmail));

        var (taken, free) = (await _api.ChangeEmailAsync(viewer, other.Email), await _api.ChangeEmailAsync(viewer, TestUserApi.NewEmail()));

        Assert.Equal((free.Status, free.Body), (taken.Status, taken.Body));
        await _api.Mails.WaitAsync(other.Email, Subjects.AlreadyRegistered);
        Assert.DoesNotContain(_api.Mails.To(other.Email), mail => mail.Subject == Subjects.ConfirmNewEmail);
    }

    [Fact]
    public async Task Change_ToAnAddressThatIsTakenMeanwhile_IsRefusedWhenItIsConfirmed()
    {
        var (viewer, email) = (await _api.NewViewerAsync(), TestUserApi.NewEmail());
        await _api.ChangeEmailAsync(viewer, email);
        var token = await _api.Mails.WaitForTokenAsync(email, Subjects.ConfirmNewEmail);
        await _api.SignUpAsync(email);

        (await _api.VerifyEmailAsync(token)).AssertProblem(HttpStatusCode.BadRequest, "invalid-token");
        Assert.Equal(HttpStatusCode.OK, (await _api.SignInAsync(viewer.Email)).Status);
    }

    [Fact]
    public async Task Change_WithoutTheRightPassword_IsRefusedAndSendsNothing()
    {
        var (viewer, email) = (await _api.NewViewerAsync(), TestUserApi.NewEmail());

        (await _api.ChangeEmailAsync(viewer, email, "wrong")).AssertProblem(HttpStatusCode.Forbidden, "wrong-password");
        (await _api.ChangeEmailAsync(viewer, viewer.Email)).AssertProblem(HttpStatusCode.BadRequest, "validation");

        Assert.Empty(_api.Mails.To(email));
    }

    [Fact]
    public async Task Change_WhoseMailWaitsWhileThePasswordIsChanged_SendsNoToken()
    {
        var (stop, accounts) = (TestContext.Current.CancellationToken, _api.Services.GetRequiredService<IAccountStore>());
        var composer = _api.Services.GetRequiredService<MailComposer>();
        var (viewer, now) = (await _api.NewViewerAsync(), TimeProvider.System.GetStoredNow());
        var account = (await accounts.FindAsync(viewer.AccountId, stop))!;
        var mail = new Document<QueuedMail>
        {
            Id = Guid.CreateVersion7(),
            Version = 1,
            Body = QueuedMail.To(TestUserApi.NewEmail(), MailKind.ConfirmNewEmail, account, now),
        };
        Assert.NotNull(await composer.ComposeAsync(mail, stop));

        Assert.Equal(HttpStatusCode.NoContent, (await _api.ChangePasswordAsync(viewer)).Status);

        Assert.Null(await composer.ComposeAsync(mail, stop));
        var changed = (await accounts.FindAsync(viewer.AccountId, stop))!.Body;
        Assert.DoesNotContain(changed.Tokens, token => token.Purpose == TokenPurpose.ChangeEmail);
    }

    [Fact]
    public async Task Change_EndsTheResetsThatWereSentToTheOldAddress()
    {
        var (viewer, email) = (await _api.NewViewerAsync(), TestUserApi.NewEmail());
        await _api.ForgotPasswordAsync(viewer.Email);
        var reset = await _api.Mails.WaitForTokenAsync(viewer.Email, Subjects.ResetPassword);
        await _api.ChangeEmailAsync(viewer, email);

        await _api.VerifyEmailAsync(await _api.Mails.WaitForTokenAsync(email, Subjects.ConfirmNewEmail));

        (await _api.ResetPasswordAsync(reset)).AssertProblem(HttpStatusCode.BadRequest, "invalid-token");
    }
}
