using System.Net;
using FilmStreaming.Tests.ServiceDefaults;
using FilmStreaming.UserApi.Accounts;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.Tests.UserApi.Auth;

public sealed class SignUpProfileTests(UserApiFixture fixture) : IClassFixture<UserApiFixture>
{
    private readonly TestUserApi _api = fixture.Api;

    [Fact]
    public async Task SignUp_WithEverything_KeepsIt()
    {
        var (email, answer) = await SignUpAsync(
            """
            "gender":"nonBinary","settings":{"language":"ZH-hant-tw","preferredGenres":[" Drama","drama","Film noir"],"notifications":true}
            """);

        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        var account = await FindAsync(email);
        Assert.Equal(new DateOnly(1990, 5, 17), account.DateOfBirth);
        Assert.Equal("nonBinary", account.Gender);
        Assert.Equal("zh-Hant-TW", account.Settings.Language);
        Assert.Equal(["Drama", "Film noir"], account.Settings.PreferredGenres);
        Assert.True(account.Settings.Notifications);
        Assert.Null(account.Plan);
        Assert.Null(account.EmailVerifiedAt);
        Assert.NotEmpty(account.SecurityStamp);
        Assert.Equal(account.CreatedAt, account.UpdatedAt);
    }

    [Fact]
    public async Task SignUp_WithoutWhatIsOptional_TakesTheDefaults()
    {
        var (email, _) = await SignUpAsync("\"settings\":null");

        var account = await FindAsync(email);
        Assert.Null(account.Gender);
        Assert.Equal(("en", false), (account.Settings.Language, account.Settings.Notifications));
        Assert.Empty(account.Settings.PreferredGenres);
    }

    [Theory]
    [InlineData("\"gender\":\"Female\"", "gender")]
    [InlineData("\"gender\":\"\"", "gender")]
    [InlineData("""
        "settings":{"language":""}
        """, "settings.language")]
    [InlineData("""
        "settings":{"language":"e"}
        """, "settings.language")]
    [InlineData("""
        "settings":{"language":"en_GB"}
        """, "settings.language")]
    [InlineData("""
        "settings":{"preferredGenres":[" "]}
        """, "settings.preferredGenres")]
    [InlineData("""
        "settings":{"preferredGenres":[null]}
        """, "settings.preferredGenres")]
    [InlineData("""
        "settings":{"preferredGenres":["a\u0000b"]}
        """, "settings.preferredGenres")]
    public async Task SignUp_WithWrongProfile_NamesTheMember(string members, string named)
    {
        var (_, answer) = await SignUpAsync(members);

        var errors = answer.AssertProblem(HttpStatusCode.BadRequest, "validation").GetProperty("errors");
        Assert.Equal(named, Assert.Single(errors.EnumerateObject()).Name);
    }

    [Theory]
    [InlineData("1899-12-31", false)]
    [InlineData("1900-01-01", true)]
    [InlineData("today", true)]
    [InlineData("tomorrow", false)]
    public async Task SignUp_WithDateOfBirth_IsAcceptedFrom1900UntilToday(string date, bool accepted)
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var birth = date switch { "today" => $"{today:O}", "tomorrow" => $"{today.AddDays(2):O}", _ => date };

        var (_, answer) = await SignUpAsync("\"gender\":null", birth);

        Assert.Equal(accepted ? HttpStatusCode.Accepted : HttpStatusCode.BadRequest, answer.Status);
    }

    [Theory]
    [InlineData(20, 50, true)]
    [InlineData(21, 50, false)]
    [InlineData(20, 51, false)]
    public async Task SignUp_WithGenres_IsAcceptedUpTo20Of50Characters(int count, int length, bool accepted)
    {
        var genres = string.Join(',', Enumerable.Range(0, count).Select(n => $"\"{$"{n}".PadRight(length, 'g')}\""));

        var (_, answer) = await SignUpAsync($$"""
            "settings":{"preferredGenres":[{{genres}}]}
            """);

        Assert.Equal(accepted ? HttpStatusCode.Accepted : HttpStatusCode.BadRequest, answer.Status);
    }

    [Theory]
    [InlineData("password")]
    [InlineData("PassWord")]
    [InlineData("ｐａｓｓｗｏｒｄ")]
    [InlineData("trustno1")]
    [InlineData("Ann Anderson-Lee")]
    [InlineData("annanderson.lee")]
    [InlineData("ANNANNANN")]
    [InlineData("FilmStreaming!")]
    [InlineData("the address")]
    public async Task SignUp_WithPasswordThatIsGuessedFirst_IsRefused(string password)
    {
        var email = TestUserApi.NewEmail();
        var chosen = password == "the address" ? email.ToUpperInvariant() : password;

        var answer = await _api.PostAsync(
            "/v1/auth/sign-up",
            $$"""{"email":"{{email}}","password":"{{chosen}}","firstName":"Ann","lastName":"Anderson-Lee","dateOfBirth":"1990-05-17"}""");

        var errors = answer.AssertProblem(HttpStatusCode.BadRequest, "validation").GetProperty("errors");
        Assert.Equal("password", Assert.Single(errors.EnumerateObject()).Name);
    }

    [Fact]
    public async Task SignUp_WithRolesInSettings_IsRefused()
    {
        var (email, answer) = await SignUpAsync("""
            "settings":{"roles":["administrator"]}
            """);

        answer.AssertProblem(HttpStatusCode.BadRequest, "bad-request");
        Assert.Equal(HttpStatusCode.Unauthorized, (await _api.SignInAsync(email)).Status);
    }

    private async Task<(string Email, Answer Answer)> SignUpAsync(string members, string birth = "1990-05-17")
    {
        var email = TestUserApi.NewEmail();
        var answer = await _api.PostAsync(
            "/v1/auth/sign-up",
            $$"""
            {"email":"{{email}}","password":"{{TestUserApi.Password}}","firstName":"Ann","lastName":"Lee","dateOfBirth":"{{birth}}",{{members}}}
            """);
        return (email, answer);
    }

    private async Task<Account> FindAsync(string email)
    {
        var accounts = _api.Services.GetRequiredService<IAccountStore>();
        return (await accounts.FindByEmailAsync(EmailAddress.Normalize(email), TestContext.Current.CancellationToken))!.Body;
    }
}
