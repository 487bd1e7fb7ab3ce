using System.Net;
using FilmStreaming.ServiceDefaults;
using FilmStreaming.Tests.Infrastructure;
using FilmStreaming.Tests.UserApi.Mail;

namespace FilmStreaming.Tests.UserApi.Credentials;

/// <summary>All that is done by mail once, over MongoDB and RabbitMQ.</summary>
public sealed class CredentialServersTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _name = $"test-{Guid.CreateVersion7():N}";

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (Environment.GetEnvironmentVariable($"ConnectionStrings__{ResourceNames.Mongo}") is { Length: > 0 })
            await RealServers.DropAsync(_name);
        _folder.Dispose();
    }

    [Fact]
    public async Task Mails_OverTheRealServers_DoAllThatTheyAreFor()
    {
        await using var api = await TestUserApi.StartAsync(
            _folder.FullPath,
            settings:
            [
                ($"ConnectionStrings:{ResourceNames.UserDb}", RealServers.Database($"{_name}-{ResourceNames.UserDb}").ToString()),
                ($"ConnectionStrings:{ResourceNames.Messaging}", RealServers.Require(ResourceNames.Messaging)),
                ("Messaging:Prefix", _name),
                ("Credentials:RequireVerifiedEmail", "true"),
            ]);
        var (email, next) = (TestUserApi.NewEmail(), TestUserApi.NewEmail());
        // No more than there are tokens good at a time: each of them brings a mail.
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => api.SignUpAsync(email)));
        await Eventually.BeTrueAsync("a mail that verifies", () => api.Mails.To(email).Count > 0);

        Assert.Equal(HttpStatusCode.NoContent, (await api.VerifyEmailAsync(MailFolder.TokenIn(api.Mails.To(email)[0]))).Status);
        var viewer = await api.SignInAgainAsync(email);

        await api.ForgotPasswordAsync(email);
        var reset = await api.Mails.WaitForTokenAsync(email, Subjects.ResetPassword);
        Assert.Equal(HttpStatusCode.NoContent, (await api.ResetPasswordAsync(reset, TestUserApi.Password)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await api.GetAsync("/v1/me", viewer.Token)).Status);

        viewer = await api.SignInAgainAsync(email);
        Assert.Equal(HttpStatusCode.Accepted, (await api.ChangeEmailAsync(viewer, next)).Status);
        var change = await api.Mails.WaitForTokenAsync(next, Subjects.ConfirmNewEmail);
        Assert.Equal(HttpStatusCode.NoContent, (await api.VerifyEmailAsync(change)).Status);
        await api.Mails.WaitAsync(email, Subjects.EmailChanged);

        Assert.Equal(HttpStatusCode.NoContent, (await api.ChangePasswordAsync(viewer)).Status);
        await api.Mails.WaitAsync(next, Subjects.PasswordChanged);
        Assert.Equal(HttpStatusCode.OK, (await api.SignInAsync(next, CredentialCalls.NewPassword)).Status);
    }
}
