using System.Net;
using FilmStreaming.UserApi.Accounts;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.Tests.UserApi.Auth;

public sealed class SignUpTests(UserApiFixture fixture) : IClassFixture<UserApiFixture>
{
    private readonly TestUserApi _api = fixture.Api;

    private IAccountStore Accounts => _api.Services.GetRequiredService<IAccountStore>();

    [Fact]
    public async Task SignUp_OfNewAddress_MakesAViewer()
    {
        var email = TestUserApi.NewEmail();

        var answer = await _api.SignUpAsync(email);

        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        Assert.Empty(answer.Body);
        var account = (await FindAsync(email))!;
        Assert.Equal(["viewer"], account.Roles);
        Assert.Equal(email, account.Email);
        Assert.DoesNotContain(TestUserApi.Password, account.PasswordHash, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignUp_OfTakenAddress_AnswersTheSameAndChangesNothing()
    {
        var email = TestUserApi.NewEmail();
        var first = await _api.SignUpAsync(email);
        var before = (await FindAsync(email))!;

        var second = await _api.PostAsync("/v1/auth/sign-up", Body(email.ToUpperInvariant(), "another password"));

        Assert.Equal((first.Status, first.Body), (second.Status, second.Body));
        Assert.Equal(first.Headers.Keys.Order(), second.Headers.Keys.Order());
        // The mails that follow put tokens into the account.
        var after = (await FindAsync(email))!;
        Assert.Equal(
            (before.Email, before.PasswordHash, before.SecurityStamp, before.FirstName, before.CreatedAt),
            (after.Email, after.PasswordHash, after.SecurityStamp, after.FirstName, after.CreatedAt));
        Assert.Equal(HttpStatusCode.OK, (await _api.SignInAsync(email)).Status);
    }

    [Theory]
    [InlineData("{}", "email", "password", "firstName", "lastName", "dateOfBirth")]
    [InlineData("""{"email":null,"password":null,"firstName":null,"lastName":null,"dateOfBirth":null}""", "email", "password", "firstName", "lastName", "dateOfBirth")]
    [InlineData("""{"email":"","password":"","firstName":" ","lastName":"\t"}""", "email", "password", "firstName", "lastName", "dateOfBirth")]
    [InlineData("""{"email":"no address","password":"long enough","firstName":"A","lastName":"B","dateOfBirth":"1990-05-17"}""", "email")]
    [InlineData("""{"email":"Ann <ann@example.org>","password":"long enough","firstName":"A","lastName":"B","dateOfBirth":"1990-05-17"}""", "email")]
    [InlineData("""{"email":"a@b.example\r\nBcc: c@d.example","password":"long enough","firstName":"A","lastName":"B","dateOfBirth":"1990-05-17"}""", "email")]
    [InlineData("""{"email":"a@b.example","password":"sevenxx","firstName":"A","lastName":"B","dateOfBirth":"1990-05-17"}""", "password")]
    [InlineData("""{"email":"a@b.example","password":"🎬🎬🎬🎬🎬🎬🎬","firstName":"A","lastName":"B","dateOfBirth":"1990-05-17"}""", "password")]
    [InlineData("""{"email":"a@b.example","password":"long enough","firstName":"A\u0000","lastName":"B\n","dateOfBirth":"1990-05-17"}""", "firstName", "lastName")]
    public async Task SignUp_WithWrongMembers_NamesThem(string json, params string[] members)
    {
        var problem = (await _api.PostAsync("/v1/auth/sign-up", json)).AssertProblem(HttpStatusCode.BadRequest, "validation");

        Assert.Equal(members.Order(), problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order());
    }

    [Theory]
    [InlineData(129, "password")]
    [InlineData(128)]
    public async Task SignUp_WithLongPassword_IsAcceptedUpTo128Characters(int length, params string[] members)
    {
        var email = TestUserApi.NewEmail();
        var password = string.Concat(Enumerable.Repeat("🎬", length));

        var answer = await _api.PostAsync("/v1/auth/sign-up", Body(email, password));

        Assert.Equal(members is [] ? HttpStatusCode.Accepted : HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(members is [] ? HttpStatusCode.OK : HttpStatusCode.BadRequest, (await _api.SignInAsync(email, password)).Status);
    }

    [Fact]
    public async Task SignUp_WithTooLongMembers_NamesThem()
    {
        var json = $$"""
            {"email":"{{new string('a', 250)}}@b.example","password":"long enough","firstName":"{{new string('a', 101)}}","lastName":"B","dateOfBirth":"1990-05-17"}
            """;

        var problem = (await _api.PostAsync("/v1/auth/sign-up", json)).AssertProblem(HttpStatusCode.BadRequest, "validation");

        Assert.Equal(["email", "firstName"], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order());
    }

    [Theory]
    [InlineData("roles", """["administrator"]""")]
    [InlineData("plan", """{"planName":"premium"}""")]
    [InlineData("id", "\"01900000-0000-7000-8000-000000000000\"")]
    public async Task SignUp_WithMembersThatAreNotItsToSet_IsRefused(string member, string value)
    {
        var email = TestUserApi.NewEmail();
        var json = Body(email, "long enough").TrimEnd('}') + $",\"{member}\":{value}}}";

        (await _api.PostAsync("/v1/auth/sign-up", json)).AssertProblem(HttpStatusCode.BadRequest, "bad-request");

        Assert.Null(await FindAsync(email));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"email":1}""")]
    [InlineData("""{"email":"a@b.example","password":"\ud800 lone surrogate","firstName":"A","lastName":"B","dateOfBirth":"1990-05-17"}""")]
    [InlineData("""{"email":"a@b.example","email":"c@d.example","password":"long enough","firstName":"A","lastName":"B","dateOfBirth":"1990-05-17"}""")]
    public async Task SignUp_WithMalformedBody_IsABadRequest(string json) =>
        (await _api.PostAsync("/v1/auth/sign-up", json)).AssertProblem(HttpStatusCode.BadRequest, "bad-request");

    private static string Body(string email, string password) =>
        $$"""{"email":"{{email}}","password":"{{password}}","firstName":"Ann","lastName":"Lee","dateOfBirth":"1990-05-17"}""";

    private async Task<Account?> FindAsync(string email) =>
        (await Accounts.FindByEmailAsync(EmailAddress.Normalize(email), TestContext.Current.CancellationToken))?.Body;
}
