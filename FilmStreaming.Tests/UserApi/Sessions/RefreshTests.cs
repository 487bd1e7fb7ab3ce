using System.Net;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Storage;
using FilmStreaming.Tests.Infrastructure;
using FilmStreaming.Tests.ServiceDefaults;
using FilmStreaming.UserApi.Accounts;
using FilmStreaming.UserApi.Sessions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace FilmStreaming.Tests.UserApi.Sessions;

/// <summary>Refresh tokens over the life of a session, by a clock of the test's own.</summary>
public sealed class RefreshTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetStoredNow());
    private TestUserApi _api = null!;

    public async ValueTask InitializeAsync() => _api = await TestUserApi.StartAsync(
        _folder.FullPath,
        builder => builder.Services.AddSingleton<TimeProvider>(_time),
        settings: [("Sessions:IdleLifetime", "1.00:00:00"), ("Sessions:AbsoluteLifetime", "2.12:00:00")]);

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Refresh_WithTheTokenOfSignIn_GivesNewTokensOfTheSameSession()
    {
        var viewer = await _api.NewViewerAsync();

        var answer = await _api.RefreshAsync(viewer.RefreshToken);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        Assert.Equal(viewer.SessionId, answer.Json.GetProperty("sessionId").GetGuid());
        Assert.Equal(86_400, answer.Json.GetProperty("refreshExpiresIn").GetInt32());
        Assert.NotEqual(viewer.Token, answer.Json.GetProperty("accessToken").GetString());
        Assert.NotEqual(viewer.RefreshToken, TokenOf(answer));
        Assert.Equal(HttpStatusCode.OK, (await _api.GetAsync("/v1/me", answer.Json.GetProperty("accessToken").GetString())).Status);
    }

    [Fact]
    public async Task Refresh_ManyTimes_KeepsTheSession()
    {
        var viewer = await _api.NewViewerAsync();
        var token = viewer.RefreshToken;

        foreach (var _ in Enumerable.Range(0, 20))
        {
            _time.Advance(TimeSpan.FromMinutes(10));
            token = TokenOf(await _api.RefreshAsync(token));
        }

        Assert.Equal(1, (await _api.GetAsync("/v1/me/sessions", await AccessOfAsync(token))).Json.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Refresh_WithTheParentWithinTheGrace_GivesTheSameSuccessor()
    {
        var viewer = await _api.NewViewerAsync();
        var successor = TokenOf(await _api.RefreshAsync(viewer.RefreshToken));

        _time.Advance(RefreshTokenRotation.Grace);

        Assert.Equal(successor, TokenOf(await _api.RefreshAsync(viewer.RefreshToken)));
        Assert.Equal(HttpStatusCode.OK, (await _api.RefreshAsync(successor)).Status);
    }

    [Fact]
    public async Task Refresh_WithTheParentAfterTheGrace_EndsTheSession()
    {
        var viewer = await _api.NewViewerAsync();
        var successor = await _api.RefreshAsync(viewer.RefreshToken);
        _time.Advance(RefreshTokenRotation.Grace + TimeSpan.FromMilliseconds(1));

        AssertRefused(await _api.RefreshAsync(viewer.RefreshToken));

        AssertRefused(await _api.RefreshAsync(TokenOf(successor)));
        (await _api.GetAsync("/v1/me", successor.Json.GetProperty("accessToken").GetString()))
            .AssertProblem(HttpStatusCode.Unauthorized, "unauthorized");
        var logged = $"{viewer.SessionId} was revoked: {RevocationReasons.TokenReused}";
        Assert.Contains(_api.Logs.Lines, line => line.Contains(logged, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Refresh_WithAnEarlierAncestor_EndsTheSessionAtOnce()
    {
        var viewer = await _api.NewViewerAsync();
        var child = TokenOf(await _api.RefreshAsync(viewer.RefreshToken));
        var grandchild = TokenOf(await _api.RefreshAsync(child));

        AssertRefused(await _api.RefreshAsync(viewer.RefreshToken));

        AssertRefused(await _api.RefreshAsync(grandchild));
    }

    [Fact]
    public async Task Refresh_WithATokenForgedFromASessionsId_IsRefusedAndEndsNothing()
    {
        var viewer = await _api.NewViewerAsync();

        AssertRefused(await _api.RefreshAsync(RefreshToken.Create(viewer.SessionId).Value));

        Assert.Equal(HttpStatusCode.OK, (await _api.RefreshAsync(viewer.RefreshToken)).Status);
    }

    [Fact]
    public async Task Refresh_AfterTheIdleLifetime_IsRefused()
    {
        var viewer = await _api.NewViewerAsync();
        _time.Advance(TimeSpan.FromHours(23));
        var token = TokenOf(await _api.RefreshAsync(viewer.RefreshToken));

        _time.Advance(TimeSpan.FromHours(24));

        AssertRefused(await _api.RefreshAsync(token));
    }

    [Fact]
    public async Task Refresh_AfterTheAbsoluteLifetime_IsRefusedThoughItWasUsed()
    {
        var token = (await _api.NewViewerAsync()).RefreshToken;
        foreach (var _ in Enumerable.Range(0, 3))
        {
            _time.Advance(TimeSpan.FromHours(19));
            token = TokenOf(await _api.RefreshAsync(token));
        }

        _time.Advance(TimeSpan.FromHours(2));
        var last = await _api.RefreshAsync(token);
        Assert.Equal(3600, last.Json.GetProperty("refreshExpiresIn").GetInt32());
        _time.Advance(TimeSpan.FromHours(1));
        AssertRefused(await _api.RefreshAsync(TokenOf(last)));
    }

    [Fact]
    public async Task SignOut_WithTheRefreshToken_EndsTheSessionOnly()
    {
        var viewer = await _api.NewViewerAsync();
        var other = await _api.SignInAgainAsync(viewer.Email);

        Assert.Equal(HttpStatusCode.NoContent, (await _api.SignOutAsync(viewer.RefreshToken)).Status);

        AssertRefused(await _api.RefreshAsync(viewer.RefreshToken));
        Assert.Equal(HttpStatusCode.Unauthorized, (await _api.GetAsync("/v1/me", viewer.Token)).Status);
        Assert.Equal(HttpStatusCode.OK, (await _api.GetAsync("/v1/me", other.Token)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await _api.SignOutAsync(viewer.RefreshToken)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await _api.SignOutAsync("nonsense")).Status);
    }

    [Fact]
    public async Task SignOut_WithTheAccessToken_EndsItsSession()
    {
        var viewer = await _api.NewViewerAsync();

        Assert.Equal(HttpStatusCode.NoContent, (await _api.SendAsync(HttpMethod.Post, "/v1/auth/sign-out", viewer.Token)).Status);

        AssertRefused(await _api.RefreshAsync(viewer.RefreshToken));
    }

    [Fact]
    public async Task Refresh_AfterTheSecurityStampChanged_IsRefusedAndEndsTheSession()
    {
        var viewer = await _api.NewViewerAsync();
        await _api.Services.GetRequiredService<IAccountStore>().UpdateAsync(
            viewer.AccountId,
            account => new AccountWrite(account.Body with { SecurityStamp = Account.NewSecurityStamp() }),
            TestContext.Current.CancellationToken);

        AssertRefused(await _api.RefreshAsync(viewer.RefreshToken));
        Assert.Equal(HttpStatusCode.Unauthorized, (await _api.GetAsync("/v1/me", viewer.Token)).Status);
    }

    [Theory]
    [InlineData("Sessions:IdleLifetime", "00:14:59")]
    [InlineData("Sessions:AbsoluteLifetime", "366.00:00:00")]
    [InlineData("Sessions:IdleLifetime", "300.00:00:00")]
    [InlineData("Sessions:MaxPerAccount", "0")]
    public async Task Start_WithAnOptionOutOfRange_IsRefusedByItsName(string setting, string value)
    {
        using var folder = new TemporaryFolder();

        var e = await Assert.ThrowsAsync<OptionsValidationException>(
            () => TestUserApi.StartAsync(folder.FullPath, settings: (setting, value)));

        Assert.Contains(setting, e.Message, StringComparison.Ordinal);
    }

    private static string TokenOf(Answer answer) => answer.Json.GetProperty("refreshToken").GetString()!;

    private static void AssertRefused(Answer answer) => answer.AssertProblem(HttpStatusCode.Unauthorized, "invalid-refresh-token");

    private async Task<string> AccessOfAsync(string refreshToken) =>
        (await _api.RefreshAsync(refreshToken)).Json.GetProperty("accessToken").GetString()!;
}
