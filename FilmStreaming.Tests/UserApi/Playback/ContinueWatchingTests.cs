using System.Net;
using System.Text.Json;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Events;
using FilmStreaming.Storage;
using Microsoft.Extensions.DependencyInjection;
using static FilmStreaming.Tests.UserApi.Playback.Reports;

namespace FilmStreaming.Tests.UserApi.Playback;

public sealed class ContinueWatchingTests(UserApiFixture fixture) : IClassFixture<UserApiFixture>
{
    private const string Path = "/v1/me/continue-watching";

    private readonly TestUserApi _api = fixture.Api;

    [Fact]
    public async Task List_HasWhatWasBegun_PlayedLastFirst_WithTheFilmsTitle()
    {
        var viewer = await _api.NewViewerAsync();
        var now = TimeProvider.System.GetStoredNow();
        var (older, newer) = (await BeginAsync(viewer, now.AddMinutes(-2)), await BeginAsync(viewer, now.AddMinutes(-1)));
        await BeginAsync(viewer, now, positionMs: Minute);
        await BeginAsync(await _api.NewViewerAsync(), now);
        await _api.Services.GetRequiredService<IEventPublisher>().PublishAsync(
            [MovieEvents.Created.Create($"{newer}", new(newer, 1, "Safety Last!", 1923, PosterUrl: "https://img.example.org/s.jpg"), now)], TestContext.Current.CancellationToken);

        var items = await ItemsAsync(viewer);

        Assert.Equal([newer, older], items.Select(MovieOf));
        Assert.Equal("Safety Last!", items[0].GetProperty("title").GetString());
        Assert.Equal("https://img.example.org/s.jpg", items[0].GetProperty("posterUrl").GetString());
        Assert.Equal(50 * Minute, items[0].GetProperty("resume").GetProperty("positionMs").GetInt64());
    }

    [Fact]
    public async Task List_PageByPage_HasEachFilmOnce()
    {
        var viewer = await _api.NewViewerAsync();
        var now = TimeProvider.System.GetStoredNow();
        var films = new List<Guid>();
        // Several at the same millisecond: their order is by id.
        for (var i = 0; i < 5; i++)
            films.Add(await BeginAsync(viewer, now.AddMinutes(-(i / 2))));

        var seen = new List<Guid>();
        for (var next = $"{Path}?pageSize=2"; next is not null;)
        {
            var page = await _api.GetAsync(next, viewer.Token);
            seen.AddRange(page.Json.GetProperty("items").EnumerateArray().Select(MovieOf));
            next = page.Link("next");
        }

        Assert.Equivalent(films, seen, strict: true);
    }

    [Fact]
    public async Task Dismissed_Film_IsOutOfTheList_UntilItIsPutBackOrPlayedOn()
    {
        var viewer = await _api.NewViewerAsync();
        var player = new Player(_api, viewer, _api.Catalogue.Add().MovieId);
        await player.ReportAsync("progress", 30 * Minute);
        var film = $"{Path}/{player.Path.Split('/')[^1]}";

        Assert.Equal(HttpStatusCode.NoContent, (await _api.DeleteAsync(film, viewer.Token)).Status);
        Assert.Empty(await ItemsAsync(viewer));
        Assert.True((await player.StateAsync()).GetProperty("dismissed").GetBoolean());
        (await _api.DeleteAsync(film, viewer.Token)).AssertProblem(HttpStatusCode.NotFound, "playback-not-found");

        Assert.Equal(HttpStatusCode.NoContent, (await _api.SendAsync(HttpMethod.Put, film, viewer.Token)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await _api.SendAsync(HttpMethod.Put, film, viewer.Token)).Status);
        Assert.Single(await ItemsAsync(viewer));

        await _api.DeleteAsync(film, viewer.Token);
        await player.ReportAsync("progress", 31 * Minute);
        Assert.Single(await ItemsAsync(viewer));
    }

    [Fact]
    public async Task Film_OfAnotherViewer_CanNeitherBeReadNorDismissed()
    {
        var owner = await _api.NewViewerAsync();
        var movie = await BeginAsync(owner, TimeProvider.System.GetStoredNow());
        var other = await _api.NewViewerAsync();

        foreach (var (method, path) in new[] { (HttpMethod.Delete, $"{Path}/{movie}"), (HttpMethod.Put, $"{Path}/{movie}"), (HttpMethod.Get, $"/v1/me/playback/{movie}") })
            (await _api.SendAsync(method, path, other.Token)).AssertProblem(HttpStatusCode.NotFound, "playback-not-found");
        Assert.Single(await ItemsAsync(owner));
    }

    private static Guid MovieOf(JsonElement item) => item.GetProperty("movieId").GetGuid();

    private async Task<Guid> BeginAsync(SignedIn viewer, DateTimeOffset time, long positionMs = 50 * Minute)
    {
        var movie = _api.Catalogue.Add().MovieId;
        await new Player(_api, viewer, movie).ReportAsync("progress", positionMs, time);
        return movie;
    }

    private async Task<List<JsonElement>> ItemsAsync(SignedIn viewer) =>
        [.. (await _api.GetAsync(Path, viewer.Token)).Json.GetProperty("items").EnumerateArray()];
}
