using System.Net;
using FilmStreaming.Tests.Infrastructure;
using FilmStreaming.Tests.UserApi.Mail;
using FilmStreaming.UserApi.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FilmStreaming.Tests.UserApi.Auth;

public sealed class SignInTests(UserApiFixture fixture) : IClassFixture<UserApiFixture>
{
    private readonly TestUserApi _api = fixture.Api;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SignIn_WithRightPassword_GivesATokenThatOpensTheAccount()
    {
        var email = TestUserApi.NewEmail();
        await _api.SignUpAsync(email);

        var answer = await _api.SignInAsync(email.ToUpperInvariant());

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        Assert.Equal("Bearer", answer.Json.GetProperty("tokenType").GetString());
        Assert.Equal(600, answer.Json.GetProperty("expiresIn").GetInt32());
        var me = await _api.GetAsync("/v1/me", answer.Json.GetProperty("accessToken").GetString());
        Assert.Equal(answer.Json.GetProperty("accountId").GetGuid(), me.Json.GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task SignIn_WithWrongPasswordOrUnknownAddress_AnswersAlike()
    {
        var email = TestUserApi.NewEmail();
        await _api.SignUpAsync(email);

        var wrong = await _api.SignInAsync(email, "not the password");
        var unknown = await _api.SignInAsync(TestUserApi.NewEmail());

        foreach (var answer in new[] { wrong, unknown })
        {
            answer.AssertProblem(HttpStatusCode.Unauthorized, "invalid-credentials");
            Assert.Equal("no-store", answer.Header("Cache-Control"));
        }

        Assert.Equal(WithoutTrace(wrong.Body), WithoutTrace(unknown.Body));
        Assert.Equal(wrong.Headers.Keys.Order(), unknown.Headers.Keys.Order());
    }

    [Theory]
    [InlineData("e\u0301te\u0301 \u212B 12", "\u00e9t\u00e9 \u00c5 12")]
    [InlineData("  spaces count  ", "  spaces count  ")]
    public async Task SignIn_WithThePasswordInAnotherUnicodeForm_IsAccepted(string chosen, string typed)
    {
        var email = TestUserApi.NewEmail();
        await _api.PostAsync(
            "/v1/auth/sign-up", $$"""{"email":"{{email}}","password":"{{chosen}}","firstName":"Ann","lastName":"Lee","dateOfBirth":"1990-05-17"}""");

        Assert.Equal(HttpStatusCode.OK, (await _api.SignInAsync(email, typed)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _api.SignInAsync(email, typed.Trim() + "?")).Status);
    }

    [Fact]
    public async Task SignIn_WithHashOfFewerIterations_RenewsItOnce()
    {
        var accounts = _api.Services.GetRequiredService<IAccountStore>();
        var email = TestUserApi.NewEmail();
        await _api.SignUpAsync(email);
        await _api.Mails.WaitAsync(email, Subjects.VerifyEmail);
        var account = (await FindAsync(accounts, email))!;
        var weak = new PasswordHasher<Account>(Options.Create(new PasswordHasherOptions { IterationCount = 1000 }));
        var old = account.Body with { PasswordHash = weak.HashPassword(account.Body, TestUserApi.Password) };
        Assert.True(await accounts.TryUpdateAsync(account.Id, account.Version, old, [], Stop));

        await _api.SignInAsync(email);
        var renewed = (await FindAsync(accounts, email))!;
        await _api.SignInAsync(email);

        Assert.NotEqual(old.PasswordHash, renewed.Body.PasswordHash);
        Assert.Equal(renewed.Version, (await FindAsync(accounts, email))!.Version);
    }

    [Theory]
    [InlineData("{}", "email", "password")]
    [InlineData("""{"email":" ","password":"x"}""", "email")]
    [InlineData("""{"email":"a@b.example"}""", "password")]
    public async Task SignIn_WithMissingMembers_NamesThem(string json, params string[] members)
    {
        var problem = (await _api.PostAsync("/v1/auth/sign-in", json)).AssertProblem(HttpStatusCode.BadRequest, "validation");

        Assert.Equal(members, problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order());
    }

    [Fact]
    public async Task SignIn_WithMembersBeyondAllLength_IsRefusedUnhashed()
    {
        var json = $$"""{"email":"{{new string('a', 255)}}","password":"{{new string('a', 1000)}}"}""";

        var problem = (await _api.PostAsync("/v1/auth/sign-in", json)).AssertProblem(HttpStatusCode.BadRequest, "validation");

        Assert.Equal(2, problem.GetProperty("errors").EnumerateObject().Count());
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"email":"a@b.example","password":"x","scope":"all"}""")]
    public async Task SignIn_WithMalformedBody_IsABadRequest(string json) =>
        (await _api.PostAsync("/v1/auth/sign-in", json)).AssertProblem(HttpStatusCode.BadRequest, "bad-request");

    [Fact]
    public async Task SignIn_MoreOftenThanAllowed_IsRateLimitedTogetherWithSignUp()
    {
        using var folder = new TemporaryFolder();
        await using var api = await TestUserApi.StartAsync(
            folder.FullPath, settings: [("RateLimits:Enabled", "true"), ("RateLimits:Classes:sign-in:Limit", "3")]);
        foreach (var path in new[] { "/v1/auth/sign-in", "/v1/auth/sign-up", "/v1/auth/sign-in" })
            (await api.PostAsync(path, "{}")).AssertProblem(HttpStatusCode.BadRequest, "validation");

        foreach (var path in new[] { "/v1/auth/sign-in", "/v1/auth/sign-up" })
            (await api.PostAsync(path, "{}")).AssertProblem(HttpStatusCode.TooManyRequests, "rate-limited");
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/.well-known/jwks.json")).Status);
    }

    private static Task<FilmStreaming.Storage.Document<Account>?> FindAsync(IAccountStore accounts, string email) =>
        accounts.FindByEmailAsync(EmailAddress.Normalize(email), Stop);

    private static string WithoutTrace(string problem) => problem[..problem.IndexOf("\"traceId\"", StringComparison.Ordinal)];
}
