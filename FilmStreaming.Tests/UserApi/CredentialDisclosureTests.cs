using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Tests.UserApi.Credentials;
using FilmStreaming.Tests.UserApi.Mail;
using FilmStreaming.UserApi.Accounts;
using FilmStreaming.UserApi.Credentials;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.Tests.UserApi;

/// <summary>Everything that is done with passwords and mail once, and what is told of it where others read.</summary>
public sealed class CredentialDisclosureTests(UserApiFixture fixture) : IClassFixture<UserApiFixture>
{
    private const string Wrong = "certainly not the password";

    private readonly TestUserApi _api = fixture.Api;

    [Fact]
    public async Task LogsSpansAndAnswers_OfTheseFlows_HoldNoPasswordTokenHashOrAddress()
    {
        using var spans = new CapturedSpans();
        var (viewer, next) = (await _api.NewViewerAsync(), TestUserApi.NewEmail());
        List<string> answers = [(await _api.SignUpAsync(viewer.Email)).Body];
        for (var guess = 0; guess < 5; guess++)
            answers.Add((await _api.SignInAsync(viewer.Email, Wrong)).Body);
        await _api.ForgotPasswordAsync(viewer.Email);
        var reset = await _api.Mails.WaitForTokenAsync(viewer.Email, Subjects.ResetPassword);
        answers.Add((await _api.ResetPasswordAsync(reset, "password")).Body);
        answers.Add((await _api.ResetPasswordAsync(reset)).Body);
        answers.Add((await _api.ResetPasswordAsync(reset)).Body);

        var again = (await _api.SignInAsync(viewer.Email, CredentialCalls.NewPassword)).Json;
        viewer = viewer with { Token = again.GetProperty("accessToken").GetString()!, RefreshToken = again.GetProperty("refreshToken").GetString()! };
        answers.Add((await _api.ChangeEmailAsync(viewer, next, Wrong)).Body);
        answers.Add((await _api.ChangeEmailAsync(viewer, next, CredentialCalls.NewPassword)).Body);
        var change = await _api.Mails.WaitForTokenAsync(next, Subjects.ConfirmNewEmail);
        answers.Add((await _api.VerifyEmailAsync(change, CredentialCalls.NewPassword)).Body);
        answers.Add((await _api.ChangePasswordAsync(viewer, CredentialCalls.NewPassword, TestUserApi.Password)).Body);
        await _api.Mails.WaitAsync(next, Subjects.PasswordChanged);
        await _api.Mails.WaitAsync(viewer.Email, Subjects.EmailChanged);

        var account = (await _api.Services.GetRequiredService<IAccountStore>().FindAsync(viewer.AccountId, TestContext.Current.CancellationToken))!;
        string[] secrets =
        [
            TestUserApi.Password, CredentialCalls.NewPassword, Wrong, reset, change, HashOf(reset), HashOf(change),
            account.Body.PasswordHash!, account.Body.SecurityStamp, viewer.Token, viewer.RefreshToken,
        ];
        string[] personal = [viewer.Email, viewer.Email.ToUpperInvariant(), next, next.ToUpperInvariant()];
        Assert.NotEmpty(_api.Logs.Lines);
        Assert.Contains(spans.Texts, text => text.Contains("/v1/auth/reset-password", StringComparison.Ordinal));
        Assert.Contains(spans.Texts, text => text.Contains(UserEvents.MailQueued.Type, StringComparison.Ordinal));
        AssertNone(secrets, answers);
        AssertNone([.. secrets, .. personal], _api.Logs.Lines);
        AssertNone([.. secrets, .. personal], spans.Texts);
    }

    private static string HashOf(string token)
    {
        Assert.True(AccountToken.TryParse(token, out var parsed));
        return parsed.Hash;
    }

    private static void AssertNone(string[] secrets, IReadOnlyCollection<string> texts)
    {
        foreach (var secret in secrets)
            Assert.DoesNotContain(texts, text => text.Contains(secret, StringComparison.Ordinal));
    }
}
