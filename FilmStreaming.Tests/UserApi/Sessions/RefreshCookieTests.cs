using System.Net;
using FilmStreaming.Tests.ServiceDefaults;

namespace FilmStreaming.Tests.UserApi.Sessions;

/// <summary>The refresh token as a browser has it.</summary>
public sealed class RefreshCookieTests(UserApiFixture fixture) : IClassFixture<UserApiFixture>
{
    private const string Name = "__Secure-refresh-token";

    private static readonly (string, string) Header = ("X-Requested-With", "web");

    private readonly TestUserApi _api = fixture.Api;

    [Fact]
    public async Task SignIn_WithCookie_PutsTheTokenThereAndNotIntoTheBody()
    {
        var answer = await SignInAsync();

        Assert.False(answer.Json.TryGetProperty("refreshToken", out _));
        var cookie = answer.Header("Set-Cookie")!;
        foreach (var attribute in new[] { "path=/v1/auth", "secure", "samesite=strict", "httponly", "expires=" })
            Assert.Contains(attribute, cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_WithoutCookie_SetsNone()
    {
        var email = TestUserApi.NewEmail();
        await _api.SignUpAsync(email);

        Assert.Null((await _api.SignInAsync(email)).Header("Set-Cookie"));
    }

    [Fact]
    public async Task Refresh_WithCookieAndHeader_ReplacesTheCookie()
    {
        var first = CookieOf(await SignInAsync());

        var answer = await PostAsync("/v1/auth/refresh", first, Header, ("Sec-Fetch-Site", "same-origin"));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.False(answer.Json.TryGetProperty("refreshToken", out _));
        Assert.NotEqual(first, CookieOf(answer));
        Assert.Equal(HttpStatusCode.OK, (await PostAsync("/v1/auth/refresh", CookieOf(answer), Header)).Status);
    }

    [Theory]
    [InlineData("/v1/auth/refresh")]
    [InlineData("/v1/auth/sign-out")]
    public async Task Request_FromAnotherSite_IsForbiddenAndSpendsNothing(string path)
    {
        var cookie = CookieOf(await SignInAsync());

        foreach (var headers in new (string, string)[][]
        {
            [],
            [("X-Requested-With", "")],
            [Header, ("Sec-Fetch-Site", "cross-site")],
            [Header, ("Sec-Fetch-Site", "same-site")],
            [("Sec-Fetch-Site", "same-origin")],
        })
        {
            (await PostAsync(path, cookie, headers)).AssertProblem(HttpStatusCode.Forbidden, "cross-site-request");
        }

        Assert.Equal(HttpStatusCode.OK, (await PostAsync("/v1/auth/refresh", cookie, Header)).Status);
    }

    [Fact]
    public async Task SignOut_WithCookie_EndsTheSessionAndRemovesIt()
    {
        var cookie = CookieOf(await SignInAsync());

        var answer = await PostAsync("/v1/auth/sign-out", cookie, Header);

        Assert.Equal(HttpStatusCode.NoContent, answer.Status);
        Assert.StartsWith($"{Name}=; expires=Thu, 01 Jan 1970", answer.Header("Set-Cookie"), StringComparison.Ordinal);
        Assert.Contains("path=/v1/auth", answer.Header("Set-Cookie"), StringComparison.Ordinal);
        (await PostAsync("/v1/auth/refresh", cookie, Header)).AssertProblem(HttpStatusCode.Unauthorized, "invalid-refresh-token");
    }

    private async Task<Answer> SignInAsync()
    {
        var email = TestUserApi.NewEmail();
        await _api.SignUpAsync(email);
        var json = $$"""{"email":"{{email}}","password":"{{TestUserApi.Password}}","useCookie":true}""";
        var answer = await _api.SendAsync(HttpMethod.Post, "/v1/auth/sign-in", json: json, headers: Header);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return answer;
    }

    private Task<Answer> PostAsync(string path, string cookie, params (string, string)[] headers) =>
        _api.SendAsync(HttpMethod.Post, path, headers: [("Cookie", $"{Name}={cookie}"), .. headers]);

    private static string CookieOf(Answer answer) => answer.Header("Set-Cookie")!.Split(';')[0].Split('=', 2)[1];
}
