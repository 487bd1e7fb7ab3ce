using System.Net;
using System.Text.Json;
using FilmStreaming.Tests.Infrastructure;
using FilmStreaming.UserApi.Sessions;

namespace FilmStreaming.Tests.UserApi.Sessions;

public sealed class SessionTests(UserApiFixture fixture) : IClassFixture<UserApiFixture>
{
    private const string Path = "/v1/me/sessions";

    private readonly TestUserApi _api = fixture.Api;

    [Fact]
    public async Task List_OfTwoDevices_TellsWhichOneAsks()
    {
        var first = await _api.NewViewerAsync();
        var second = await _api.SignInAgainAsync(first.Email);

        var sessions = await ListAsync(second.Token);

        Assert.Equal([(second.SessionId, true), (first.SessionId, false)], sessions.Select(session =>
            (session.GetProperty("id").GetGuid(), session.GetProperty("current").GetBoolean())));
        Assert.All(sessions, session => Assert.Equal("Unknown device", session.GetProperty("device").GetString()));
    }

    [Fact]
    public async Task List_AfterSignInWithAUserAgent_NamesTheDevice()
    {
        var viewer = await _api.NewViewerAsync();
        var json = $$"""{"email":"{{viewer.Email}}","password":"{{TestUserApi.Password}}"}""";
        var agent = ("User-Agent", "Lynx/2.9 (television)");
        var answer = await _api.SendAsync(HttpMethod.Post, "/v1/auth/sign-in", json: json, headers: agent);

        var sessions = await ListAsync(answer.Json.GetProperty("accessToken").GetString()!);

        Assert.Equal("Lynx/2.9 (television)", sessions[0].GetProperty("device").GetString());
    }

    [Theory]
    [InlineData(null, "Unknown device")]
    [InlineData(" \t\u0007\u202E", "Unknown device")]
    [InlineData("Firefox\r\n\u0000/1\u00E9", "Firefox/1")]
    public void DeviceName_FromAUserAgent_IsPrintable(string? userAgent, string name) => Assert.Equal(name, DeviceName.From(userAgent));

    [Fact]
    public void DeviceName_FromALongUserAgent_IsCut() => Assert.Equal(new string('x', 120), DeviceName.From(new string('x', 5000)));

    [Fact]
    public async Task End_OfAnotherDevice_RefusesItsTokens()
    {
        var first = await _api.NewViewerAsync();
        var second = await _api.SignInAgainAsync(first.Email);

        Assert.Equal(HttpStatusCode.NoContent, (await _api.DeleteAsync($"{Path}/{first.SessionId}", second.Token)).Status);

        (await _api.GetAsync("/v1/me", first.Token)).AssertProblem(HttpStatusCode.Unauthorized, "unauthorized");
        (await _api.RefreshAsync(first.RefreshToken)).AssertProblem(HttpStatusCode.Unauthorized, "invalid-refresh-token");
        (await _api.DeleteAsync($"{Path}/{first.SessionId}", second.Token)).AssertProblem(HttpStatusCode.NotFound, "session-not-found");
        Assert.Equal(second.SessionId, Assert.Single(await ListAsync(second.Token)).GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task End_OfAnotherAccountsSession_IsNotFoundAndEndsNothing()
    {
        var (ann, bob) = (await _api.NewViewerAsync(), await _api.NewViewerAsync());

        (await _api.DeleteAsync($"{Path}/{ann.SessionId}", bob.Token)).AssertProblem(HttpStatusCode.NotFound, "session-not-found");
        await _api.DeleteAsync(Path, bob.Token);

        Assert.Equal(HttpStatusCode.OK, (await _api.GetAsync("/v1/me", ann.Token)).Status);
        Assert.Single(await ListAsync(ann.Token));
    }

    [Fact]
    public async Task EndAll_ButTheCurrent_KeepsThatOne()
    {
        var first = await _api.NewViewerAsync();
        var second = await _api.SignInAgainAsync(first.Email);
        var third = await _api.SignInAgainAsync(first.Email);

        Assert.Equal(HttpStatusCode.NoContent, (await _api.DeleteAsync(Path, second.Token)).Status);

        Assert.Equal(second.SessionId, Assert.Single(await ListAsync(second.Token)).GetProperty("id").GetGuid());
        foreach (var ended in new[] { first, third })
            Assert.Equal(HttpStatusCode.Unauthorized, (await _api.GetAsync("/v1/me", ended.Token)).Status);
    }

    [Fact]
    public async Task EndAll_WithTheCurrent_SignsOutEverywhere()
    {
        var first = await _api.NewViewerAsync();
        var second = await _api.SignInAgainAsync(first.Email);

        await _api.DeleteAsync($"{Path}?includeCurrent=true", second.Token);

        foreach (var ended in new[] { first, second })
            Assert.Equal(HttpStatusCode.Unauthorized, (await _api.GetAsync("/v1/me", ended.Token)).Status);
    }

    [Fact]
    public async Task SignIn_WithTooManySessions_EndsTheOneSeenLongestAgo()
    {
        using var folder = new TemporaryFolder();
        await using var api = await TestUserApi.StartAsync(folder.FullPath, settings: ("Sessions:MaxPerAccount", "2"));
        var first = await api.NewViewerAsync();
        var second = await api.SignInAgainAsync(first.Email);
        await api.RefreshAsync(first.RefreshToken);

        var third = await api.SignInAgainAsync(first.Email);

        Assert.Equal(HttpStatusCode.Unauthorized, (await api.GetAsync("/v1/me", second.Token)).Status);
        foreach (var kept in new[] { first, third })
            Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/v1/me", kept.Token)).Status);
    }

    private async Task<IReadOnlyList<JsonElement>> ListAsync(string token) =>
        [.. (await _api.GetAsync(Path, token)).Json.GetProperty("items").EnumerateArray()];
}
