using System.Net;
using FilmStreaming.Tests.StoreContracts;
using FilmStreaming.Tests.UserApi.Mail;
using FilmStreaming.Tests.UserApi.TwoFactor;

namespace FilmStreaming.Tests.UserApi.Credentials;

/// <summary>Somebody makes an account with the address of another before its owner does, and waits for them to verify it.</summary>
public abstract class PreHijackingTests(StorageForm form) : TwoFactorTest(form)
{
    private const string OwnersPassword = "what the owner has chosen";

    [Fact]
    public async Task Owner_WhoSignsUpAfterAStranger_DoesNotVerifyTheStrangersPassword()
    {
        var stranger = await Api.NewViewerAsync();
        var sent = await Api.Mails.WaitForTokenAsync(stranger.Email, Subjects.VerifyEmail);
        var second = await SignUpAsOwnerAsync(stranger.Email);

        (await Api.VerifyEmailAsync(sent, OwnersPassword)).AssertProblem(HttpStatusCode.Forbidden, "wrong-password");
        (await Api.VerifyEmailAsync(second, OwnersPassword)).AssertProblem(HttpStatusCode.Forbidden, "wrong-password");

        Assert.Null((await FindAsync(stranger.AccountId)).EmailVerifiedAt);
    }

    [Fact]
    public async Task Owner_WhoResetsThePasswordOfAStrangersAccount_HasItAlone()
    {
        var enrolled = await NewEnrolledViewerAsync();
        var stranger = await SignInWithCodeAsync(enrolled);
        await Api.ChangeEmailAsync(stranger, TestUserApi.NewEmail());
        var begun = (await BeginAsync(stranger.Token)).Status;
        await SignUpAsOwnerAsync(stranger.Email);

        await Api.ForgotPasswordAsync(stranger.Email);
        var reset = await Api.Mails.WaitForTokenAsync(stranger.Email, Subjects.ResetPassword);
        Assert.Equal(HttpStatusCode.NoContent, (await Api.ResetPasswordAsync(reset, OwnersPassword)).Status);

        Assert.Equal(HttpStatusCode.OK, begun);
        Assert.Equal(HttpStatusCode.OK, (await Api.SignInAsync(stranger.Email, OwnersPassword)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Api.SignInAsync(stranger.Email)).Status);
        foreach (var session in new[] { stranger, enrolled.Viewer })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await Api.GetAsync("/v1/me", session.Token)).Status);
            Assert.Equal(HttpStatusCode.Unauthorized, (await Api.RefreshAsync(session.RefreshToken)).Status);
        }

        var account = await FindAsync(stranger.AccountId);
        Assert.NotNull(account.EmailVerifiedAt);
        Assert.Null(account.SecondFactor);
        Assert.Null(account.NewAuthenticator);
        Assert.DoesNotContain(account.Tokens, token => token.Email != account.Email);
    }

    [Fact]
    public async Task VerifyEmail_WithManyWrongPasswords_HasTheAddressWait()
    {
        var viewer = await Api.NewViewerAsync();
        var token = await Api.Mails.WaitForTokenAsync(viewer.Email, Subjects.VerifyEmail);
        for (var guess = 0; guess < 5; guess++)
            (await Api.VerifyEmailAsync(token, "wrong")).AssertProblem(HttpStatusCode.Forbidden, "wrong-password");

        var waiting = await Api.VerifyEmailAsync(token);
        waiting.AssertProblem(HttpStatusCode.Forbidden, "wrong-password");
        Assert.Equal("2", waiting.Header("Retry-After"));

        Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(HttpStatusCode.NoContent, (await Api.VerifyEmailAsync(token)).Status);
    }

    /// <summary>Signs up with an address that has an account which nobody has verified.</summary>
    /// <returns>The token of the mail that comes.</returns>
    private async Task<string> SignUpAsOwnerAsync(string email)
    {
        var known = Api.Mails.To(email).Count(mail => mail.Subject == Subjects.VerifyEmail);
        await Api.PostAsync(
            "/v1/auth/sign-up", $$"""{"email":"{{email}}","password":"{{OwnersPassword}}","firstName":"O","lastName":"P","dateOfBirth":"1990-05-17"}""");
        return await Api.Mails.WaitForTokenAsync(email, Subjects.VerifyEmail, known + 1);
    }
}

public sealed class EmbeddedPreHijackingTests() : PreHijackingTests(StorageForm.Embedded);

public sealed class MongoPreHijackingTests() : PreHijackingTests(StorageForm.Mongo);
