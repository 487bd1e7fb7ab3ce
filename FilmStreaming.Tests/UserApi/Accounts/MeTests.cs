using System.Net;
using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.UserApi.Sessions;
using FilmStreaming.UserApi.Tokens;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.Tests.UserApi.Accounts;

public sealed class MeTests(UserApiFixture fixture) : IClassFixture<UserApiFixture>
{
    private static readonly SignIn LongAgo = new(DateTimeOffset.UnixEpoch, AuthenticationMethods.PasswordOnly, NeedsSecondFactor: false);

    private readonly TestUserApi _api = fixture.Api;

    [Fact]
    public async Task GetMe_OfSignedIn_GivesTheAccountAndNoSecret()
    {
        var viewer = await _api.NewViewerAsync();

        var answer = await _api.GetAsync("/v1/me", viewer.Token);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        Assert.Equal(
            ["createdAt", "dateOfBirth", "email", "emailVerified", "firstName", "id", "lastName", "roles", "settings", "updatedAt"],
            answer.Json.EnumerateObject().Select(member => member.Name).Order());
        Assert.Equal(viewer.Email, answer.Json.GetProperty("email").GetString());
        Assert.Equal("viewer", Assert.Single(answer.Json.GetProperty("roles").EnumerateArray()).GetString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("not.a.token")]
    public async Task GetMe_WithoutValidToken_IsUnauthorized(string? token) =>
        (await _api.GetAsync("/v1/me", token)).AssertProblem(HttpStatusCode.Unauthorized, "unauthorized");

    [Fact]
    public async Task GetMe_OfAccountThatIsGone_IsUnauthorized()
    {
        var issuer = _api.Services.GetRequiredService<AccessTokenIssuer>();
        var token = await issuer.IssueAsync(
            Guid.CreateVersion7(), Guid.CreateVersion7(), LongAgo, [Roles.Viewer], TestContext.Current.CancellationToken);

        (await _api.GetAsync("/v1/me", token.Value)).AssertProblem(HttpStatusCode.Unauthorized, "invalid-credentials");
    }

    [Fact]
    public async Task GetMe_WithoutRole_IsForbidden()
    {
        var issuer = _api.Services.GetRequiredService<AccessTokenIssuer>();
        var token = await issuer.IssueAsync(
            Guid.CreateVersion7(), Guid.CreateVersion7(), LongAgo, [], TestContext.Current.CancellationToken);

        (await _api.GetAsync("/v1/me", token.Value)).AssertProblem(HttpStatusCode.Forbidden, "forbidden");
    }
}
