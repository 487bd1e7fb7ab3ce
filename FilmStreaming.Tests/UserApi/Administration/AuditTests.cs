using System.Net;
using System.Text.Json;

namespace FilmStreaming.Tests.UserApi.Administration;

public sealed class AuditTests(AdministratorFixture fixture) : IClassFixture<AdministratorFixture>
{
    private readonly TestUserApi _api = fixture.Api;

    [Fact]
    public async Task Audit_OfActs_SaysWhoDidWhatToWhomWithoutPersonalData()
    {
        var viewer = await _api.NewViewerAsync();
        await fixture.PatchAsync(viewer.AccountId, """{"firstName":"Zacharias","roles":["editor"]}""");
        await fixture.PostAsync($"/v1/users/{viewer.AccountId}/lock");
        await fixture.PostAsync($"/v1/users/{viewer.AccountId}/unlock");

        var answer = await fixture.GetAsync($"/v1/admin/userapi/audit?targetId={viewer.AccountId}");

        var entries = answer.Json.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["user.unlocked", "user.locked", "user.changed"], entries.Select(entry => entry.GetProperty("act").GetString()));
        Assert.All(entries, entry =>
        {
            Assert.Equal("done", entry.GetProperty("outcome").GetString());
            Assert.Equal(fixture.Administrator.AccountId, entry.GetProperty("actorId").GetGuid());
            Assert.Equal(viewer.AccountId, entry.GetProperty("targetId").GetGuid());
            Assert.Matches("^[0-9a-f]{32}$", entry.GetProperty("traceId").GetString());
        });
        Assert.Equal(["firstName", "roles viewer>editor"], entries[2].GetProperty("changes").EnumerateArray().Select(Describe));
        Assert.Equal(["locked false>true"], entries[1].GetProperty("changes").EnumerateArray().Select(Describe));
        Assert.DoesNotContain("Zacharias", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Audit_OfARebuildOfTheFilms_SaysWhoDidIt()
    {
        await fixture.PostAsync("/v1/admin/userapi/films/rebuild?limit=1");

        var entry = Assert.Single((await fixture.GetAsync("/v1/admin/userapi/audit?act=films.rebuilt")).Json.GetProperty("items").EnumerateArray());

        Assert.Equal(
            (fixture.Administrator.AccountId, "done"), (entry.GetProperty("actorId").GetGuid(), entry.GetProperty("outcome").GetString()));
    }

    [Fact]
    public async Task Audit_OfARefusedAct_SaysSo()
    {
        await fixture.PostAsync($"/v1/users/{fixture.Administrator.AccountId}/lock");

        var answer = await fixture.GetAsync("/v1/admin/userapi/audit?act=user.locked&actorId=" + fixture.Administrator.AccountId);

        Assert.Contains(answer.Json.GetProperty("items").EnumerateArray(), entry =>
            entry.GetProperty("targetId").GetGuid() == fixture.Administrator.AccountId && entry.GetProperty("outcome").GetString() == "refused");
    }

    [Fact]
    public async Task Audit_ByPages_GivesEachEntryOnce()
    {
        var viewer = await _api.NewViewerAsync();
        for (var i = 0; i < 5; i++)
            await fixture.PostAsync($"/v1/users/{viewer.AccountId}/lock");
        var seen = new List<Guid>();
        for (var path = $"/v1/admin/userapi/audit?pageSize=2&targetId={viewer.AccountId}"; path is not null;)
        {
            var page = await fixture.GetAsync(path);
            seen.AddRange(page.Json.GetProperty("items").EnumerateArray().Select(entry => entry.GetProperty("id").GetGuid()));
            path = page.Link("next");
        }

        Assert.Equal(5, seen.Distinct().Count());
        Assert.Equal(5, seen.Count);
    }

    [Fact]
    public async Task Audit_WithACursorThatIsNone_IsRefused() =>
        (await fixture.GetAsync("/v1/admin/userapi/audit?cursor=nonsense")).AssertProblem(HttpStatusCode.BadRequest, "invalid-cursor");

    private static string Describe(JsonElement change) => change.TryGetProperty("after", out var after)
        ? $"{change.GetProperty("member").GetString()} {change.GetProperty("before").GetString()}>{after.GetString()}"
        : change.GetProperty("member").GetString()!;
}
