using System.Net;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Tests.Infrastructure;
using FilmStreaming.Tests.UserApi.Mail;
using FilmStreaming.UserApi.Accounts;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.Tests.UserApi.Credentials;

public sealed class PasswordChangeTests(UserApiFixture fixture) : IClassFixture<UserApiFixture>
{
    private readonly TestUserApi _api = fixture.Api;

    [Fact]
    public async Task Change_WithThePresentPassword_KeepsThisSessionAndEndsTheOthers()
    {
        var viewer = await _api.NewViewerAsync();
        var other = await _api.SignInAgainAsync(viewer.Email);

        var answer = await _api.ChangePasswordAsync(viewer);

        Assert.Equal(HttpStatusCode.NoContent, answer.Status);
        Assert.Equal(HttpStatusCode.OK, (await _api.GetAsync("/v1/me", viewer.Token)).Status);
        Assert.Equal(HttpStatusCode.OK, (await _api.RefreshAsync(viewer.RefreshToken)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _api.GetAsync("/v1/me", other.Token)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _api.RefreshAsync(other.RefreshToken)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _api.SignInAsync(viewer.Email)).Status);
        Assert.Equal(HttpStatusCode.OK, (await _api.SignInAsync(viewer.Email, CredentialCalls.NewPassword)).Status);
        await _api.Mails.WaitAsync(viewer.Email, Subjects.PasswordChanged);
    }

    [Fact]
    public async Task Change_WithAWrongPassword_IsRefusedAndCounted()
    {
        var viewer = await _api.NewViewerAsync();

        for (var guess = 0; guess < 5; guess++)
            (await _api.ChangePasswordAsync(viewer, "wrong")).AssertProblem(HttpStatusCode.Forbidden, "wrong-password");

        var waiting = await _api.ChangePasswordAsync(viewer);
        waiting.AssertProblem(HttpStatusCode.Forbidden, "wrong-password");
        Assert.NotNull(waiting.Header("Retry-After"));
        Assert.NotNull((await _api.SignInAsync(viewer.Email)).Header("Retry-After"));
    }

    [Theory]
    [InlineData("password")]
    [InlineData("Ann Lee Ann")]
    [InlineData("short")]
    public async Task Change_ToAPasswordThatIsNotAccepted_NamesIt(string password)
    {
        var viewer = await _api.NewViewerAsync();

        var problem = (await _api.ChangePasswordAsync(viewer, password: password)).AssertProblem(HttpStatusCode.BadRequest, "validation");

        Assert.Equal("newPassword", Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
        Assert.Equal(HttpStatusCode.OK, (await _api.SignInAsync(viewer.Email)).Status);
    }

    [Fact]
    public async Task Change_EndsTheTokensOfMailsThatAreUnderWay()
    {
        var viewer = await _api.NewViewerAsync();
        await _api.ForgotPasswordAsync(viewer.Email);
        var reset = await _api.Mails.WaitForTokenAsync(viewer.Email, Subjects.ResetPassword);
        var stranger = TestUserApi.NewEmail();
        await _api.ChangeEmailAsync(viewer, stranger);
        var change = await _api.Mails.WaitForTokenAsync(stranger, Subjects.ConfirmNewEmail);

        await _api.ChangePasswordAsync(viewer);

        (await _api.ResetPasswordAsync(reset)).AssertProblem(HttpStatusCode.BadRequest, "invalid-token");
        (await _api.VerifyEmailAsync(change)).AssertProblem(HttpStatusCode.BadRequest, "invalid-token");
    }

    /// <summary>As if the process had died between the write of the account and the end of its sessions.</summary>
    [Fact]
    public async Task EventOfAChangedPassword_EndsTheSessionsOfTheOldOne()
    {
        var viewer = await _api.NewViewerAsync();
        var now = TimeProvider.System.GetUtcNow();

        await _api.Services.GetRequiredService<IAccountStore>().UpdateAsync(
            viewer.AccountId,
            account => new AccountWrite(
                account.Body with { SecurityStamp = Account.NewSecurityStamp() },
                AccountEvents.Updated(account.Id, account.Version, now, AccountParts.Password)),
            TestContext.Current.CancellationToken);

        await Eventually.BeTrueAsync(
            "the session ended", async () => (await _api.GetAsync("/v1/me", viewer.Token)).Status == HttpStatusCode.Unauthorized);
    }
}
