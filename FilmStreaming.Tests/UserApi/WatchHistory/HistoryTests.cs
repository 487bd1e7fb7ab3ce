using System.Net;
using System.Text.Json;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Events;
using FilmStreaming.Tests.ServiceDefaults;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.Tests.UserApi.WatchHistory;

public sealed class HistoryTests(UserApiFixture fixture) : IClassFixture<UserApiFixture>
{
    private const string History = "/v1/me/history";

    private readonly TestUserApi _api = fixture.Api;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AddPlay_OfKnownFilm_IsCreatedAndFoundAtItsLocation()
    {
        var viewer = await _api.NewViewerAsync();
        var movie = _api.Catalogue.Add("Sherlock Jr.", 1924);

        var created = await AddAsync(viewer, movie.MovieId, "2026-03-01T21:15:00.1234+01:00");

        Assert.Equal(HttpStatusCode.Created, created.Status);
        Assert.Equal($"{History}/{created.Json.GetProperty("id").GetGuid()}", created.Header("Location"));
        Assert.Equal("Sherlock Jr.", created.Json.GetProperty("title").GetString());
        Assert.Equal(1924, created.Json.GetProperty("releaseYear").GetInt32());
        Assert.Equal(
            new DateTimeOffset(2026, 3, 1, 20, 15, 0, 123, TimeSpan.Zero), created.Json.GetProperty("watchedAt").GetDateTimeOffset());
        Assert.Equal(created.Body, (await _api.GetAsync(created.Header("Location")!, viewer.Token)).Body);
    }

    [Fact]
    public async Task AddPlay_WithoutTime_IsNow()
    {
        var viewer = await _api.NewViewerAsync();
        var before = TimeProvider.System.GetUtcNow().AddMilliseconds(-1);

        var created = await AddAsync(viewer, _api.Catalogue.Add().MovieId);

        Assert.InRange(created.Json.GetProperty("watchedAt").GetDateTimeOffset(), before, TimeProvider.System.GetUtcNow());
    }

    [Fact]
    public async Task AddPlay_Again_GivesTheOneThatIsThere()
    {
        var viewer = await _api.NewViewerAsync();
        var movie = _api.Catalogue.Add();
        var first = await AddAsync(viewer, movie.MovieId, "2026-03-01T20:15:00.123Z");

        var again = await AddAsync(viewer, movie.MovieId, "2026-03-01T21:15:00.123900+01:00");

        Assert.Equal(HttpStatusCode.OK, again.Status);
        Assert.Equal(first.Body, again.Body);
        Assert.Null(again.Header("Location"));
    }

    [Fact]
    public async Task AddPlay_FiftyTimesAtOnce_AddsOne()
    {
        var viewer = await _api.NewViewerAsync();
        var movie = _api.Catalogue.Add();

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => AddAsync(viewer, movie.MovieId, "2026-03-01T20:15:00Z")));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.Equal(49, answers.Count(answer => answer.Status == HttpStatusCode.OK));
        Assert.Single(answers.Select(answer => answer.Body).Distinct());
        Assert.Single(Items(await _api.GetAsync(History, viewer.Token)));
    }

    [Fact]
    public async Task ListPlays_PageByPage_GivesTheLatestFirstAndLinksTheNext()
    {
        var viewer = await _api.NewViewerAsync();
        var movie = _api.Catalogue.Add();
        foreach (var day in new[] { 2, 5, 1, 4, 3 })
            await AddAsync(viewer, movie.MovieId, $"2026-03-0{day}T20:15:00Z");

        List<int> days = [];
        var pages = 0;
        for (string? path = $"{History}?pageSize=2"; path is not null; pages++)
        {
            var page = await _api.GetAsync(path, viewer.Token);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            days.AddRange(Items(page).Select(play => play.GetProperty("watchedAt").GetDateTimeOffset().Day));
            path = page.Link("next");
        }

        Assert.Equal([5, 4, 3, 2, 1], days);
        Assert.Equal(3, pages);
    }

    [Fact]
    public async Task ListPlays_OfNewAccount_IsEmpty()
    {
        var viewer = await _api.NewViewerAsync();

        var page = await _api.GetAsync(History, viewer.Token);

        Assert.Empty(Items(page));
        Assert.Null(page.Header("Link"));
        Assert.False(page.Json.TryGetProperty("nextCursor", out _));
    }

    [Fact]
    public async Task ListPlays_AfterTheCatalogueChanged_ShowsFilmsAsTheyAreNow()
    {
        var viewer = await _api.NewViewerAsync();
        var (renamed, removed, untold) = (_api.Catalogue.Add("Old title"), _api.Catalogue.Add("Gone"), _api.Catalogue.Add("As stored"));
        foreach (var movie in new[] { renamed, removed, untold })
            await AddAsync(viewer, movie.MovieId);

        await PublishAsync(
            MovieEvents.Created.Create(removed.MovieId.ToString(), removed, TimeProvider.System.GetUtcNow()),
            MovieEvents.Deleted.Create(removed.MovieId.ToString(), new(removed.MovieId, 2), TimeProvider.System.GetUtcNow()),
            MovieEvents.Updated.Create(
                renamed.MovieId.ToString(),
                renamed with { Version = 2, Title = "New title", ReleaseYear = 1928 },
                TimeProvider.System.GetUtcNow()));

        var plays = Items(await _api.GetAsync(History, viewer.Token)).ToDictionary(play => play.GetProperty("movieId").GetGuid(), Shown);
        Assert.Equal(("New title", 1928, true), plays[renamed.MovieId]);
        Assert.Equal(("Gone", 1927, false), plays[removed.MovieId]);
        Assert.Equal(("As stored", 1927, true), plays[untold.MovieId]);
    }

    [Fact]
    public async Task RemovePlay_OfOwn_IsGoneAndCanBeAddedAgain()
    {
        var viewer = await _api.NewViewerAsync();
        var movie = _api.Catalogue.Add();
        var location = (await AddAsync(viewer, movie.MovieId, "2026-03-01T20:15:00Z")).Header("Location")!;

        var removed = await _api.DeleteAsync(location, viewer.Token);

        Assert.Equal(HttpStatusCode.NoContent, removed.Status);
        (await _api.DeleteAsync(location, viewer.Token)).AssertProblem(HttpStatusCode.NotFound, "play-not-found");
        Assert.Empty(Items(await _api.GetAsync(History, viewer.Token)));
        Assert.Equal(HttpStatusCode.Created, (await AddAsync(viewer, movie.MovieId, "2026-03-01T20:15:00Z")).Status);
    }

    [Fact]
    public async Task Play_OfAnotherAccount_IsOneThatDoesNotExist()
    {
        var (owner, other) = (await _api.NewViewerAsync(), await _api.NewViewerAsync());
        var location = (await AddAsync(owner, _api.Catalogue.Add().MovieId)).Header("Location")!;

        (await _api.GetAsync(location, other.Token)).AssertProblem(HttpStatusCode.NotFound, "play-not-found");
        (await _api.DeleteAsync(location, other.Token)).AssertProblem(HttpStatusCode.NotFound, "play-not-found");
        Assert.Empty(Items(await _api.GetAsync(History, other.Token)));
        Assert.Equal(HttpStatusCode.OK, (await _api.GetAsync(location, owner.Token)).Status);
    }

    private static (string?, int, bool) Shown(JsonElement play) =>
        (play.GetProperty("title").GetString(), play.GetProperty("releaseYear").GetInt32(), play.GetProperty("available").GetBoolean());

    private static JsonElement[] Items(Answer page) => [.. page.Json.GetProperty("items").EnumerateArray()];

    private Task PublishAsync(params EventMessage[] events) =>
        _api.Services.GetRequiredService<IEventPublisher>().PublishAsync(events, Stop);

    private Task<Answer> AddAsync(SignedIn viewer, Guid movieId, string? watchedAt = null) => _api.PostAsync(
        History,
        watchedAt is null ? $$"""{"movieId":"{{movieId}}"}""" : $$"""{"movieId":"{{movieId}}","watchedAt":"{{watchedAt}}"}""",
        viewer.Token);
}
