using System.Net;
using FilmStreaming.Storage;
using FilmStreaming.Tests.ServiceDefaults;
using FilmStreaming.Tests.UserApi.Playback;
using FilmStreaming.UserApi.Activities;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.Tests.UserApi.Activities;

public sealed class LastActivityTests(UserApiFixture fixture) : IClassFixture<UserApiFixture>
{
    private const string Path = "/v1/me/last-activities";

    private readonly TestUserApi _api = fixture.Api;

    [Fact]
    public async Task LastActivities_AfterEachKindOfChange_HaveMovedInItsPartOnly()
    {
        var (viewer, film) = (await _api.NewViewerAsync(), _api.Catalogue.Add().MovieId);
        var player = new Player(_api, viewer, film);
        (string Part, Func<Task<Answer>> Change)[] changes =
        [
            ("favorites", () => PutAsync("favorites")),
            ("favorites", () => _api.DeleteAsync($"/v1/me/favorites/{film}", viewer.Token)),
            ("watchlist", () => PutAsync("watchlist")),
            ("ratings", () => PutAsync("ratings", """{"value":7}""")),
            ("ratings", () => _api.DeleteAsync($"/v1/me/ratings/{film}", viewer.Token)),
            ("history", () => _api.PostAsync("/v1/me/history", $$"""{"movieId":"{{film}}"}""", viewer.Token)),
            ("history", () => _api.DeleteAsync("/v1/me/history?from=2020-01-01T00:00:00Z", viewer.Token)),
            ("settings", () => PatchAsync("""{"language":"de"}""")),
            ("history playback", () => player.ReportAsync("progress", 50 * Reports.Minute, playedFromMs: 0)),
            ("playback", () => _api.DeleteAsync($"/v1/me/continue-watching/{film}", viewer.Token)),
            ("history playback", () => _api.DeleteAsync("/v1/me/history?all=true", viewer.Token)),
        ];

        var before = await _api.GetAsync(Path, viewer.Token);
        Assert.Equal("{}", before.Body);
        foreach (var (part, change) in changes)
        {
            Assert.InRange((int)(await change()).Status, 200, 299);
            var after = await GetAsync(viewer, before);
            Assert.Equal(HttpStatusCode.OK, after.Status);
            Assert.Equal(part, string.Join(' ', PartsOf(after).Except(PartsOf(before)).Select(moved => moved.Name).Order()));
            before = after;
        }

        Task<Answer> PutAsync(string list, string? json = null) => _api.SendAsync(HttpMethod.Put, $"/v1/me/{list}/{film}", viewer.Token, json);

        async Task<Answer> PatchAsync(string json)
        {
            using var request = new HttpRequestMessage(HttpMethod.Patch, "/v1/me/settings") { Content = new StringContent(json) };
            request.Content.Headers.ContentType = new("application/merge-patch+json");
            request.Headers.Authorization = new("Bearer", viewer.Token);
            return await Answer.ReadAsync(await _api.Client.SendAsync(request, TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task LastActivities_WhileNothingMoves_AreNotModifiedAndOthersDoNotMoveThem()
    {
        var (viewer, other, film) = (await _api.NewViewerAsync(), await _api.NewViewerAsync(), _api.Catalogue.Add().MovieId);
        await _api.SendAsync(HttpMethod.Put, $"/v1/me/favorites/{film}", viewer.Token);
        var known = await _api.GetAsync(Path, viewer.Token);

        await _api.SendAsync(HttpMethod.Put, $"/v1/me/favorites/{film}", other.Token);

        var answer = await GetAsync(viewer, known);
        Assert.Equal((HttpStatusCode.NotModified, ""), (answer.Status, answer.Body));
    }

    [Fact]
    public async Task Touch_FromManyAtOnce_MovesTheTimeWithEach()
    {
        var (log, store, account) = (_api.Services.GetRequiredService<ActivityLog>(), _api.Services.GetRequiredService<ILastActivityStore>(), Guid.CreateVersion7());
        var before = TimeProvider.System.GetStoredNow();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => log.TouchAsync(account, AccountActivity.Ratings, TestContext.Current.CancellationToken))));

        var document = Assert.Single(await store.FindManyAsync([account], TestContext.Current.CancellationToken));
        Assert.Equal(20, document.Version);
        Assert.True(document.Body.Ratings >= before.AddMilliseconds(19), $"{document.Body}");
    }

    private static IEnumerable<(string Name, string Value)> PartsOf(Answer answer) =>
        answer.Json.EnumerateObject().Select(part => (part.Name, part.Value.GetString()!));

    private Task<Answer> GetAsync(SignedIn viewer, Answer known) =>
        _api.SendAsync(HttpMethod.Get, Path, viewer.Token, headers: ("If-None-Match", known.Header("ETag")!));
}
