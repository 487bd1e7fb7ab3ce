using System.Net;
using System.Net.Http.Headers;
using FilmStreaming.Tests.ServiceDefaults;

namespace FilmStreaming.Tests.UserApi.Accounts;

public sealed class ProfileTests(UserApiFixture fixture) : IClassFixture<UserApiFixture>
{
    private const string MergePatch = "application/merge-patch+json";

    private readonly TestUserApi _api = fixture.Api;

    [Fact]
    public async Task ChangeProfile_OfOneMember_LeavesTheOthers()
    {
        var viewer = await _api.NewViewerAsync();

        var changed = await PatchAsync("/v1/me", """{"firstName":" Zoë ","gender":"other"}""", viewer.Token);

        Assert.Equal(HttpStatusCode.OK, changed.Status);
        Assert.Equal("Zoë", changed.Json.GetProperty("firstName").GetString());
        Assert.Equal("Lee", changed.Json.GetProperty("lastName").GetString());
        Assert.Equal("other", changed.Json.GetProperty("gender").GetString());
        Assert.Equal(changed.Body, (await _api.GetAsync("/v1/me", viewer.Token)).Body);
    }

    [Fact]
    public async Task ChangeProfile_ToNull_Removes()
    {
        var viewer = await _api.NewViewerAsync();
        await PatchAsync("/v1/me", """{"gender":"other"}""", viewer.Token);

        var changed = await PatchAsync("/v1/me", """{"gender":null,"dateOfBirth":null}""", viewer.Token);

        Assert.False(changed.Json.TryGetProperty("gender", out _));
        Assert.False(changed.Json.TryGetProperty("dateOfBirth", out _));
    }

    [Theory]
    [InlineData("""{"firstName":null}""", "firstName")]
    [InlineData("""{"lastName":""}""", "lastName")]
    [InlineData("""{"firstName":"a\u0000b"}""", "firstName")]
    [InlineData("""{"dateOfBirth":"2999-01-01"}""", "dateOfBirth")]
    [InlineData("""{"gender":"unknown"}""", "gender")]
    public async Task ChangeProfile_ToWhatIsNotAccepted_NamesTheMember(string patch, string member)
    {
        var viewer = await _api.NewViewerAsync();

        var problem = (await PatchAsync("/v1/me", patch, viewer.Token)).AssertProblem(HttpStatusCode.BadRequest, "validation");

        Assert.True(problem.GetProperty("errors").TryGetProperty(member, out _), problem.ToString());
    }

    [Theory]
    [InlineData(100, HttpStatusCode.OK)]
    [InlineData(101, HttpStatusCode.BadRequest)]
    public async Task ChangeProfile_ToANameAtTheLimit_IsAcceptedUpToIt(int length, HttpStatusCode status)
    {
        var viewer = await _api.NewViewerAsync();

        Assert.Equal(status, (await PatchAsync("/v1/me", $$"""{"firstName":"{{new string('x', length)}}"}""", viewer.Token)).Status);
    }

    [Theory]
    [InlineData("/v1/me", """{"roles":["administrator"]}""")]
    [InlineData("/v1/me", """{"plan":{"planName":"family"}}""")]
    [InlineData("/v1/me", """{"email":"other@example.org"}""")]
    [InlineData("/v1/me", """{"firstName":"a","firstName":"b"}""")]
    [InlineData("/v1/me", "[]")]
    [InlineData("/v1/me/settings", """{"$set":{"language":"de"}}""")]
    public async Task Change_OfWhatIsNotTheOwnersToChange_IsABadRequest(string path, string patch)
    {
        var viewer = await _api.NewViewerAsync();

        Assert.Equal(HttpStatusCode.BadRequest, (await PatchAsync(path, patch, viewer.Token)).Status);
    }

    [Fact]
    public async Task ChangeSettings_OfOneMember_LeavesTheOthersAndNullGivesTheDefault()
    {
        var viewer = await _api.NewViewerAsync();

        var first = await PatchAsync("/v1/me/settings", """{"language":"PT-br","preferredGenres":["Drama"],"notifications":true}""", viewer.Token);
        var second = await PatchAsync("/v1/me/settings", """{"language":null,"notifications":false}""", viewer.Token);

        Assert.Equal("""{"language":"pt-BR","preferredGenres":["Drama"],"notifications":true}""", first.Body);
        Assert.Equal("""{"language":"en","preferredGenres":["Drama"],"notifications":false}""", second.Body);
        Assert.Equal(second.Body, (await _api.GetAsync("/v1/me/settings", viewer.Token)).Body);
    }

    [Fact]
    public async Task ChangeProfile_OfManyAtOnce_LosesNone()
    {
        var viewer = await _api.NewViewerAsync();

        var answers = await Task.WhenAll(
            PatchAsync("/v1/me", """{"firstName":"F"}""", viewer.Token),
            PatchAsync("/v1/me", """{"lastName":"L"}""", viewer.Token),
            PatchAsync("/v1/me", """{"gender":"female"}""", viewer.Token),
            PatchAsync("/v1/me/settings", """{"notifications":true}""", viewer.Token));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        var me = (await _api.GetAsync("/v1/me", viewer.Token)).Json;
        Assert.Equal(("F", "L", "female"), (Text("firstName"), Text("lastName"), Text("gender")));
        Assert.True(me.GetProperty("settings").GetProperty("notifications").GetBoolean());

        string? Text(string member) => me.GetProperty(member).GetString();
    }

    private async Task<Answer> PatchAsync(string path, string patch, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, path)
        {
            Content = new StringContent(patch, new MediaTypeHeaderValue(MergePatch)),
        };
        request.Headers.Authorization = new("Bearer", token);
        return await Answer.ReadAsync(await _api.Client.SendAsync(request, TestContext.Current.CancellationToken));
    }
}
