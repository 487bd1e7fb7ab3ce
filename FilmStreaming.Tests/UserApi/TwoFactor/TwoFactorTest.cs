using System.Net;
using System.Text.Json;
using FilmStreaming.Storage;
using FilmStreaming.Tests.Infrastructure;
using FilmStreaming.Tests.ServiceDefaults;
using FilmStreaming.Tests.StoreContracts;
using FilmStreaming.Tests.UserApi.Accounts;
using FilmStreaming.UserApi.Accounts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;

namespace FilmStreaming.Tests.UserApi.TwoFactor;

/// <summary>An account that asks for a second factor.</summary>
/// <param name="Viewer">The session that switched it on, with the tokens from before.</param>
/// <param name="App">Its authenticator app.</param>
/// <param name="RecoveryCodes">Its recovery codes.</param>
internal sealed record EnrolledViewer(SignedIn Viewer, AuthenticatorApp App, IReadOnlyList<string> RecoveryCodes);

/// <summary>A User API of each test's own over one form of storage, by a clock of the test's own.</summary>
public abstract class TwoFactorTest(StorageForm form) : IAsyncLifetime
{
    protected const string Administrator = "root@example.org";

    private readonly TemporaryFolder _folder = new();
    private readonly StoredDocuments? _stored = form == StorageForm.Mongo ? new MongoStoredDocuments() : null;

    private protected FakeTimeProvider Time { get; } = new(TimeProvider.System.GetStoredNow());

    private protected TestUserApi Api { get; private set; } = null!;

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected virtual string RequiredFor => "nobody";

    public async ValueTask InitializeAsync() => Api = await TestUserApi.StartAsync(
        _folder.FullPath,
        builder => builder.Services.AddSingleton<TimeProvider>(Time),
        settings:
        [
            .. _stored?.Settings ?? [],
            ("FilmStreaming:Administrator:Email", Administrator),
            ("FilmStreaming:Administrator:Password", TestUserApi.Password),
            ("SecondFactor:RequiredFor", RequiredFor),
        ]);

    public async ValueTask DisposeAsync()
    {
        await Api.DisposeAsync();
        if (_stored is not null)
            await _stored.DisposeAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected Task<Answer> BeginAsync(string token) => Api.SendAsync(HttpMethod.Post, "/v1/me/two-factor/authenticator", token);

    private protected Task<Answer> ConfirmAsync(string token, string code) =>
        Api.PostAsync("/v1/me/two-factor/authenticator/confirm", $$"""{"code":"{{code}}"}""", token);

    private protected Task<Answer> TurnOffAsync(string token, string json) => Api.SendAsync(HttpMethod.Delete, "/v1/me/two-factor", token, json);

    private protected async Task<EnrolledViewer> EnrolAsync(SignedIn viewer)
    {
        var app = AuthenticatorApp.With((await BeginAsync(viewer.Token)).Json.GetProperty("sharedKey").GetString()!);
        var confirmed = await ConfirmAsync(viewer.Token, app.CodeAt(Time.GetUtcNow()));
        Assert.Equal(HttpStatusCode.OK, confirmed.Status);
        // The code that confirmed is spent: the next test of one needs the next.
        Time.Advance(TimeSpan.FromSeconds(30));
        return new(viewer, app, RecoveryCodesIn(confirmed));
    }

    private protected async Task<EnrolledViewer> NewEnrolledViewerAsync() => await EnrolAsync(await Api.NewViewerAsync());

    private protected static IReadOnlyList<string> RecoveryCodesIn(Answer answer) =>
        [.. answer.Json.GetProperty("recoveryCodes").EnumerateArray().Select(code => code.GetString()!)];

    /// <summary>The ticket that the right password gives.</summary>
    private protected async Task<string> TicketAsync(string email, string password = TestUserApi.Password) =>
        (await Api.SignInAsync(email, password)).AssertProblem(HttpStatusCode.Unauthorized, "second-factor-required")
            .GetProperty("ticket").GetString()!;

    private protected Task<Answer> ShowCodeAsync(string ticket, string code) => ShowAsync(ticket, $"\"code\":\"{code}\"");

    private protected Task<Answer> ShowRecoveryCodeAsync(string ticket, string code) => ShowAsync(ticket, $"\"recoveryCode\":\"{code}\"");

    private protected Task<Answer> ShowAsync(string ticket, string members) =>
        Api.PostAsync("/v1/auth/sign-in/second-factor", $$"""{"ticket":"{{ticket}}",{{members}}}""");

    private protected async Task<SignedIn> SignInWithCodeAsync(EnrolledViewer enrolled)
    {
        var answer = (await ShowCodeAsync(await TicketAsync(enrolled.Viewer.Email), enrolled.App.CodeAt(Time.GetUtcNow()))).Json;
        return enrolled.Viewer with
        {
            Token = answer.GetProperty("accessToken").GetString()!,
            SessionId = answer.GetProperty("sessionId").GetGuid(),
            RefreshToken = answer.GetProperty("refreshToken").GetString()!,
        };
    }

    private protected async Task<Account> FindAsync(Guid id) => (await Api.Services.GetRequiredService<IAccountStore>().FindAsync(id, Stop))!.Body;

    private protected static IReadOnlyList<string> MethodsIn(JsonElement tokens) =>
        new JsonWebToken(tokens.GetProperty("accessToken").GetString()).GetPayloadValue<string[]>("amr");
}
