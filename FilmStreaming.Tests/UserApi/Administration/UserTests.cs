using System.Net;
using FilmStreaming.UserApi.Accounts;
using FilmStreaming.UserApi.Lockout;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.Tests.UserApi.Administration;

public sealed class UserTests(AdministratorFixture fixture) : IClassFixture<AdministratorFixture>
{
    private readonly TestUserApi _api = fixture.Api;

    [Fact]
    public async Task List_ByEmail_FindsTheAccountWithoutSecrets()
    {
        var viewer = await _api.NewViewerAsync();

        var answer = await fixture.GetAsync($"/v1/users?email={viewer.Email[..20].ToUpperInvariant()}");

        Assert.Equal("no-store", answer.Header("Cache-Control"));
        var user = Assert.Single(answer.Json.GetProperty("items").EnumerateArray());
        Assert.Equal(viewer.AccountId, user.GetProperty("id").GetGuid());
        Assert.Equal(
            ["createdAt", "email", "emailVerified", "firstName", "id", "lastName", "roles", "secondFactor", "updatedAt"],
            user.EnumerateObject().Select(member => member.Name).Order());
    }

    [Fact]
    public async Task List_ByPages_GivesEachAccountOnce()
    {
        for (var i = 0; i < 3; i++)
            await _api.NewViewerAsync();
        var seen = new List<Guid>();
        for (var path = "/v1/users?pageSize=2&role=viewer"; path is not null;)
        {
            var page = await fixture.GetAsync(path);
            seen.AddRange(page.Json.GetProperty("items").EnumerateArray().Select(user => user.GetProperty("id").GetGuid()));
            path = page.Link("next");
        }

        Assert.InRange(seen.Count, 3, int.MaxValue);
        Assert.Equal(seen.Count, seen.Distinct().Count());
    }

    [Theory]
    [InlineData("pageSize=0")]
    [InlineData("pageSize=101")]
    [InlineData("role=king")]
    public async Task List_WithAValueOutOfRange_IsRefused(string query) =>
        (await fixture.GetAsync($"/v1/users?{query}")).AssertProblem(HttpStatusCode.BadRequest, "validation");

    [Fact]
    public async Task List_WithTextsAtAndBeyondTheirLimits_IsAnsweredAndRefused()
    {
        foreach (var (name, limit) in new[] { ("email", 254), ("name", 200) })
        {
            Assert.Equal(HttpStatusCode.OK, (await fixture.GetAsync($"/v1/users?{name}={new string('x', limit)}")).Status);
            (await fixture.GetAsync($"/v1/users?{name}={new string('x', limit + 1)}"))
                .AssertProblem(HttpStatusCode.BadRequest, "validation");
        }
    }

    [Fact]
    public async Task Patch_OfNamesAndPlan_ChangesThemAndNothingElse()
    {
        var viewer = await _api.NewViewerAsync();

        var answer = await fixture.PatchAsync(
            viewer.AccountId,
            """{"firstName":" Zoë ","plan":{"planName":"family","startDate":"2026-01-01","expiryDate":"2026-12-31","autoRenew":true}}""");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(("Zoë", "Lee"), (answer.Json.GetProperty("firstName").GetString(), answer.Json.GetProperty("lastName").GetString()));
        Assert.Equal("2026-12-31", answer.Json.GetProperty("plan").GetProperty("expiryDate").GetString());
        Assert.Equal(HttpStatusCode.OK, (await _api.GetAsync("/v1/me", viewer.Token)).Status);

        var kept = await fixture.PatchAsync(viewer.AccountId, """{"lastName":"Li"}""");
        Assert.True(kept.Json.TryGetProperty("plan", out _));
        var removed = await fixture.PatchAsync(viewer.AccountId, """{"plan":null}""");
        Assert.False(removed.Json.TryGetProperty("plan", out _));
    }

    [Fact]
    public async Task Patch_OfRoles_EndsTheSessionsAndHoldsAtTheNextSignIn()
    {
        var viewer = await _api.NewViewerAsync();

        Assert.Equal(HttpStatusCode.OK, (await fixture.PatchAsync(viewer.AccountId, """{"roles":["editor"]}""")).Status);

        Assert.Equal(HttpStatusCode.Unauthorized, (await _api.GetAsync("/v1/me", viewer.Token)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _api.RefreshAsync(viewer.RefreshToken)).Status);
        var again = await _api.SignInAgainAsync(viewer.Email);
        Assert.Equal("editor", (await _api.GetAsync("/v1/me", again.Token)).Json.GetProperty("roles")[0].GetString());
    }

    [Theory]
    [InlineData("""{"roles":[]}""", "validation")]
    [InlineData("""{"roles":["viewer","viewer"]}""", "validation")]
    [InlineData("""{"roles":["root"]}""", "validation")]
    [InlineData("""{"firstName":""}""", "validation")]
    [InlineData("""{"lastName":"a\u0007"}""", "validation")]
    [InlineData("""{"plan":{"startDate":"2026-01-01"}}""", "validation")]
    [InlineData("""{"plan":{"planName":"x","startDate":"2026-01-02","expiryDate":"2026-01-01"}}""", "validation")]
    [InlineData("""{"plan":{"planName":"x","startDate":"2026-01-02","price":1}}""", "bad-request")]
    [InlineData("""{"email":"other@example.org"}""", "bad-request")]
    [InlineData("""{"passwordHash":"x"}""", "bad-request")]
    [InlineData("""{"hasPlan":true}""", "bad-request")]
    public async Task Patch_WithWhatIsNotAccepted_ChangesNothing(string json, string problem)
    {
        var viewer = await _api.NewViewerAsync();

        (await fixture.PatchAsync(viewer.AccountId, json)).AssertProblem(HttpStatusCode.BadRequest, problem);

        var user = (await fixture.GetAsync($"/v1/users/{viewer.AccountId}")).Json;
        Assert.Equal(
            (viewer.Email, "Ann", "Lee", "viewer", false),
            (user.GetProperty("email").GetString(),
                user.GetProperty("firstName").GetString(),
                user.GetProperty("lastName").GetString(),
                user.GetProperty("roles").EnumerateArray().Single().GetString(),
                user.TryGetProperty("plan", out _)));
    }

    [Fact]
    public async Task Patch_WithNamesAtAndBeyondTheLimit_IsDoneAndRefused()
    {
        var viewer = await _api.NewViewerAsync();
        Assert.Equal(HttpStatusCode.OK, (await fixture.PatchAsync(viewer.AccountId, $$"""{"firstName":"{{new string('x', 100)}}"}""")).Status);
        (await fixture.PatchAsync(viewer.AccountId, $$"""{"firstName":"{{new string('x', 101)}}"}"""))
            .AssertProblem(HttpStatusCode.BadRequest, "validation");
    }

    [Fact]
    public async Task Patch_FromTheVersionThatWasRead_IsDoneOnce()
    {
        // Nothing else changes this account meanwhile.
        var administrator = fixture.Administrator.AccountId;
        var read = (await fixture.GetAsync($"/v1/users/{administrator}")).Header("ETag")!;

        var changed = await fixture.PatchAsync(administrator, """{"lastName":"Root"}""", read);

        Assert.Equal(HttpStatusCode.OK, changed.Status);
        Assert.Equal(changed.Header("ETag"), (await fixture.GetAsync($"/v1/users/{administrator}")).Header("ETag"));
        (await fixture.PatchAsync(administrator, """{"lastName":"Trunk"}""", read))
            .AssertProblem(HttpStatusCode.PreconditionFailed, "version-mismatch");
    }

    [Fact]
    public async Task Patch_FromAnotherVersionOrNone_IsRefused()
    {
        var viewer = await _api.NewViewerAsync();
        (await fixture.PatchAsync(viewer.AccountId, "{}", "\"99\"")).AssertProblem(HttpStatusCode.PreconditionFailed, "version-mismatch");
        (await _api.SendAsync(HttpMethod.Patch, $"/v1/users/{viewer.AccountId}", fixture.Administrator.Token, "{}"))
            .AssertProblem(HttpStatusCode.PreconditionRequired, "version-required");
    }

    [Fact]
    public async Task Lock_OfAnAccount_SignsItOutUntilItIsUnlocked()
    {
        var viewer = await _api.NewViewerAsync();

        var locked = await fixture.PostAsync($"/v1/users/{viewer.AccountId}/lock");

        Assert.True(locked.Json.TryGetProperty("lockedAt", out var since));
        Assert.Equal(HttpStatusCode.Unauthorized, (await _api.GetAsync("/v1/me", viewer.Token)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _api.RefreshAsync(viewer.RefreshToken)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _api.SignInAsync(viewer.Email)).Status);
        var again = await fixture.PostAsync($"/v1/users/{viewer.AccountId}/lock");
        Assert.Equal(since.GetString(), again.Json.GetProperty("lockedAt").GetString());

        Assert.Equal(HttpStatusCode.OK, (await fixture.PostAsync($"/v1/users/{viewer.AccountId}/unlock")).Status);
        Assert.Equal(HttpStatusCode.OK, (await _api.SignInAsync(viewer.Email)).Status);
    }

    [Fact]
    public async Task Unlock_OfAnAccountThatWaitsAfterWrongPasswords_LetsItSignInAtOnce()
    {
        var viewer = await _api.NewViewerAsync();
        var lockout = _api.Services.GetRequiredService<SignInLockout>();
        for (var guess = 0; guess < 20; guess++)
            await lockout.CountFailureAsync(EmailAddress.Normalize(viewer.Email), TestContext.Current.CancellationToken);
        Assert.NotNull((await _api.SignInAsync(viewer.Email)).Header("Retry-After"));

        Assert.Equal(HttpStatusCode.OK, (await fixture.PostAsync($"/v1/users/{viewer.AccountId}/unlock")).Status);

        Assert.Equal(HttpStatusCode.OK, (await _api.SignInAsync(viewer.Email)).Status);
    }

    [Fact]
    public async Task LastAdministrator_DemotedOrLocked_StaysOne()
    {
        var administrator = fixture.Administrator.AccountId;

        (await fixture.PatchAsync(administrator, """{"roles":["viewer"]}""")).AssertProblem(HttpStatusCode.Conflict, "last-administrator");
        (await fixture.PostAsync($"/v1/users/{administrator}/lock")).AssertProblem(HttpStatusCode.Conflict, "last-administrator");
        (await fixture.DeleteAsync(administrator)).AssertProblem(HttpStatusCode.Conflict, "last-administrator");
        (await _api.DeleteAsync("/v1/me", fixture.Administrator.Token)).AssertProblem(HttpStatusCode.Conflict, "last-administrator");

        Assert.Equal(HttpStatusCode.OK, (await fixture.GetAsync("/v1/users")).Status);
    }

    [Fact]
    public async Task Delete_OfAnAccount_LeavesNothingOfIt()
    {
        var viewer = await _api.NewViewerAsync();

        Assert.Equal(HttpStatusCode.NoContent, (await fixture.DeleteAsync(viewer.AccountId)).Status);

        (await fixture.GetAsync($"/v1/users/{viewer.AccountId}")).AssertProblem(HttpStatusCode.NotFound, "user-not-found");
        Assert.Equal(HttpStatusCode.Unauthorized, (await _api.GetAsync("/v1/me", viewer.Token)).Status);
        var audit = await fixture.GetAsync("/v1/admin/userapi/audit?act=user.deleted");
        Assert.DoesNotContain($"{viewer.AccountId}", audit.Body, StringComparison.Ordinal);
        Assert.Contains("\"outcome\":\"done\"", audit.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Act_OnAnUnknownAccount_IsNotFound()
    {
        var nobody = Guid.CreateVersion7();
        (await fixture.GetAsync($"/v1/users/{nobody}")).AssertProblem(HttpStatusCode.NotFound, "user-not-found");
        (await fixture.PatchAsync(nobody, "{}", "\"1\"")).AssertProblem(HttpStatusCode.NotFound, "user-not-found");
        (await fixture.PostAsync($"/v1/users/{nobody}/lock")).AssertProblem(HttpStatusCode.NotFound, "user-not-found");
        (await fixture.PostAsync($"/v1/users/{nobody}/unlock")).AssertProblem(HttpStatusCode.NotFound, "user-not-found");
    }
}
