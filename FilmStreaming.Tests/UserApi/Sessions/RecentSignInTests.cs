using System.Net;
using FilmStreaming.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.Tests.UserApi.Sessions;

/// <summary>What an access token cannot do whose session was begun long ago.</summary>
public sealed class RecentSignInTests : IAsyncLifetime
{
    private const string Administrator = "root@example.org";

    private readonly TemporaryFolder _folder = new();
    private readonly ShiftedTime _time = new();
    private TestUserApi _api = null!;

    public async ValueTask InitializeAsync() => _api = await TestUserApi.StartAsync(
        _folder.FullPath,
        builder => builder.Services.AddSingleton<TimeProvider>(_time),
        settings: [("FilmStreaming:Administrator:Email", Administrator), ("FilmStreaming:Administrator:Password", TestUserApi.Password)]);

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Request_OfAnOldSession_IsRefusedUntilThePasswordIsGivenAgain()
    {
        var (viewer, old) = (await _api.NewViewerAsync(), await _api.SignInAgainAsync(Administrator));
        var path = $"/v1/users/{viewer.AccountId}";
        (HttpMethod Method, string Path, string? Json)[] requests =
        [
            (HttpMethod.Patch, path, """{"roles":["editor"]}"""),
            (HttpMethod.Post, $"{path}/lock", null),
            (HttpMethod.Post, $"{path}/unlock", null),
            (HttpMethod.Delete, $"{path}/sessions", null),
            (HttpMethod.Delete, path, null),
            (HttpMethod.Delete, $"/v1/me/sessions/{old.SessionId}", null),
            (HttpMethod.Delete, "/v1/me/sessions", null),
        ];
        _time.Advance(TimeSpan.FromMinutes(11));
        var renewed = (await _api.RefreshAsync(old.RefreshToken)).Json.GetProperty("accessToken").GetString()!;

        foreach (var (method, target, json) in requests)
        {
            var answer = await _api.SendAsync(method, target, renewed, json, ("If-Match", "*"));
            answer.AssertProblem(HttpStatusCode.Unauthorized, "recent-sign-in-required");
        }

        var user = await _api.GetAsync(path, renewed);
        Assert.Equal("viewer", user.Json.GetProperty("roles")[0].GetString());
        var again = (await _api.SignInAgainAsync(Administrator)).Token;
        foreach (var (method, target, json) in requests)
            Assert.InRange((int)(await _api.SendAsync(method, target, again, json, ("If-Match", "*"))).Status, 200, 204);
    }

    [Fact]
    public async Task SignOut_OfAnOldSession_NeedsNothingElse()
    {
        var viewer = await _api.NewViewerAsync();
        _time.Advance(TimeSpan.FromMinutes(11));

        Assert.Equal(HttpStatusCode.NoContent, (await _api.SignOutAsync(viewer.RefreshToken)).Status);
    }
}
