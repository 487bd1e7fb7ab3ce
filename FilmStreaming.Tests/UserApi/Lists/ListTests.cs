using System.Net;
using System.Text.Json;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Events;
using FilmStreaming.Tests.Infrastructure;
using FilmStreaming.Tests.ServiceDefaults;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.Tests.UserApi.Lists;

public sealed class ListTests(UserApiFixture fixture) : IClassFixture<UserApiFixture>
{
    private readonly TestUserApi _api = fixture.Api;

    [Theory]
    [InlineData("favorites")]
    [InlineData("watchlist")]
    public async Task Film_AddedTwiceAndRemovedTwice_IsInTheListOnceAndThenNot(string list)
    {
        var (viewer, film) = (await _api.NewViewerAsync(), _api.Catalogue.Add("Nosferatu", 1922).MovieId);
        var path = $"/v1/me/{list}/{film}";

        var (added, again) = (await PutAsync(viewer, path), await PutAsync(viewer, path));

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (added.Status, again.Status));
        Assert.Equal((path, added.Body), (added.Header("Location"), again.Body));
        Assert.Equal(added.Body, (await _api.GetAsync(path, viewer.Token)).Body);
        var item = Assert.Single(Items(await _api.GetAsync($"/v1/me/{list}", viewer.Token)));
        Assert.Equal(("Nosferatu", 1922, true), (item.GetProperty("title").GetString(), item.GetProperty("releaseYear").GetInt32(), item.GetProperty("available").GetBoolean()));
        foreach (var _ in Enumerable.Range(0, 2))
            Assert.Equal(HttpStatusCode.NoContent, (await _api.DeleteAsync(path, viewer.Token)).Status);
        (await _api.GetAsync(path, viewer.Token)).AssertProblem(HttpStatusCode.NotFound, "not-in-list");
    }

    [Fact]
    public async Task List_PageByPage_HasTheFilmsAddedLastFirstAndIsOneAccountsOnly()
    {
        var (viewer, other) = (await _api.NewViewerAsync(), await _api.NewViewerAsync());
        List<Guid> films = [];
        foreach (var _ in Enumerable.Range(0, 5))
        {
            films.Insert(0, _api.Catalogue.Add().MovieId);
            await PutAsync(viewer, $"/v1/me/watchlist/{films[0]}");
        }

        List<JsonElement> seen = [];
        var page = await _api.GetAsync("/v1/me/watchlist?pageSize=2", viewer.Token);
        seen.AddRange(Items(page));
        while (page.Json.TryGetProperty("nextCursor", out var cursor))
        {
            // Another account's list, and another list, refuse it.
            var query = $"pageSize=2&cursor={cursor.GetString()}";
            (await _api.GetAsync($"/v1/me/watchlist?{query}", other.Token)).AssertProblem(HttpStatusCode.BadRequest, "invalid-cursor");
            (await _api.GetAsync($"/v1/me/favorites?{query}", viewer.Token)).AssertProblem(HttpStatusCode.BadRequest, "invalid-cursor");
            page = await _api.GetAsync($"/v1/me/watchlist?{query}", viewer.Token);
            seen.AddRange(Items(page));
        }

        var times = seen.Select(item => item.GetProperty("addedAt").GetDateTimeOffset()).ToList();
        Assert.Equal(times.OrderDescending(), times);
        Assert.Equal(films.Order(), seen.Select(item => item.GetProperty("movieId").GetGuid()).Order());
        Assert.Empty(Items(await _api.GetAsync("/v1/me/watchlist", other.Token)));
    }

    [Fact]
    public async Task Order_OfSomeFilms_PutsThemFirst_AndTheOthersAsTheyWere_HoweverOftenItIsSaid()
    {
        var viewer = await _api.NewViewerAsync();
        var films = Enumerable.Range(0, 6).Select(_ => _api.Catalogue.Add().MovieId).ToList();
        foreach (var film in films)
            await PutAsync(viewer, $"/v1/me/watchlist/{film}");
        var added = Items(await _api.GetAsync($"/v1/me/watchlist", viewer.Token)).ToDictionary(MovieOf, item => item.GetProperty("addedAt").GetDateTimeOffset());

        foreach (var order in new[] { [films[0], films[3], films[5]], new[] { films[2], films[0] }, [films[2], films[0]] })
            Assert.Equal(HttpStatusCode.NoContent, (await OrderAsync(viewer, order)).Status);

        var page = await _api.GetAsync("/v1/me/watchlist", viewer.Token);
        Assert.Equal([films[2], films[0], films[3], films[5], films[4], films[1]], Items(page).Select(MovieOf));
        Assert.All(Items(page), item => Assert.Equal(added[MovieOf(item)], item.GetProperty("addedAt").GetDateTimeOffset()));
        Assert.Equal(HttpStatusCode.OK, (await PutAsync(viewer, $"/v1/me/watchlist/{films[1]}")).Status);
        await OrderAsync(viewer, films[2], films[0]);
        Assert.Equal(page.Header("ETag"), (await _api.GetAsync("/v1/me/watchlist", viewer.Token)).Header("ETag"));
        Assert.Empty(Items(await _api.GetAsync("/v1/me/favorites", viewer.Token)));
    }

    [Fact]
    public async Task Order_WithAFilmThatIsNotThereOrTwice_NamesIt()
    {
        var (viewer, film, stranger) = (await _api.NewViewerAsync(), _api.Catalogue.Add().MovieId, _api.Catalogue.Add().MovieId);
        await PutAsync(viewer, $"/v1/me/watchlist/{film}");

        var twice = (await OrderAsync(viewer, film, film)).AssertProblem(HttpStatusCode.BadRequest, "validation");
        Assert.Equal(["movieIds[1]"], twice.GetProperty("errors").EnumerateObject().Select(error => error.Name));
        var missing = (await OrderAsync(viewer, film, stranger)).AssertProblem(HttpStatusCode.NotFound, "not-in-list");
        Assert.Contains($"{stranger}, movieIds[1]", missing.GetProperty("detail").GetString(), StringComparison.Ordinal);

        (await OrderAsync(viewer, [.. Enumerable.Range(0, 501).Select(_ => Guid.CreateVersion7())])).AssertProblem(HttpStatusCode.BadRequest, "validation");
    }

    [Fact]
    public async Task List_AskedWithItsETag_IsNotModifiedUntilAnythingThatItShowsChanges()
    {
        var (viewer, film) = (await _api.NewViewerAsync(), _api.Catalogue.Add("Old title"));
        await PutAsync(viewer, $"/v1/me/favorites/{film.MovieId}");
        var first = await GetAsync(null);

        var same = await GetAsync(first.Header("ETag"));
        await _api.Services.GetRequiredService<IEventPublisher>().PublishAsync(
            [MovieEvents.Archived.Create($"{film.MovieId}", film with { Version = 2, Status = MovieSnapshot.Archived }, TimeProvider.System.GetUtcNow())],
            TestContext.Current.CancellationToken);
        var archived = await GetAsync(first.Header("ETag"));
        await _api.DeleteAsync($"/v1/me/favorites/{film.MovieId}", viewer.Token);
        var removed = await GetAsync(archived.Header("ETag"));

        Assert.Equal((HttpStatusCode.NotModified, ""), (same.Status, same.Body));
        Assert.Equal(first.Header("ETag"), same.Header("ETag"));
        Assert.False(Items(archived).Single().GetProperty("available").GetBoolean());
        Assert.Equal("Old title", Items(archived).Single().GetProperty("title").GetString());
        Assert.Empty(Items(removed));

        Task<Answer> GetAsync(string? tag) => tag is null
            ? _api.GetAsync("/v1/me/favorites", viewer.Token)
            : _api.SendAsync(HttpMethod.Get, "/v1/me/favorites", viewer.Token, headers: ("If-None-Match", tag));
    }

    [Fact]
    public async Task List_WithAsManyFilmsAsItMay_RefusesOneMoreAndNotTheOthers()
    {
        using var folder = new TemporaryFolder();
        await using var api = await TestUserApi.StartAsync(folder.FullPath, settings: ("Lists:MaxItems", "2"));
        var viewer = await api.NewViewerAsync();
        var films = Enumerable.Range(0, 3).Select(_ => api.Catalogue.Add().MovieId).ToList();

        foreach (var film in films[..2])
            Assert.Equal(HttpStatusCode.Created, (await PutAsync(film)).Status);
        (await PutAsync(films[2])).AssertProblem(HttpStatusCode.Conflict, "list-full");
        Assert.Equal(HttpStatusCode.OK, (await PutAsync(films[0])).Status);
        await api.DeleteAsync($"/v1/me/favorites/{films[0]}", viewer.Token);
        Assert.Equal(HttpStatusCode.Created, (await PutAsync(films[2])).Status);

        Task<Answer> PutAsync(Guid film) => api.SendAsync(HttpMethod.Put, $"/v1/me/favorites/{film}", viewer.Token);
    }

    [Fact]
    public async Task Film_ThatIsUnknown_IsNotAdded()
    {
        var viewer = await _api.NewViewerAsync();

        (await PutAsync(viewer, $"/v1/me/favorites/{Guid.CreateVersion7()}")).AssertProblem(HttpStatusCode.NotFound, "movie-not-found");

        Assert.Empty(Items(await _api.GetAsync("/v1/me/favorites", viewer.Token)));
    }

    private static Guid MovieOf(JsonElement item) => item.GetProperty("movieId").GetGuid();

    private Task<Answer> OrderAsync(SignedIn viewer, params Guid[] films) =>
        _api.SendAsync(HttpMethod.Post, "/v1/me/watchlist/reorder", viewer.Token, JsonSerializer.Serialize(new { movieIds = films }));

    private static JsonElement[] Items(Answer page) => [.. page.Json.GetProperty("items").EnumerateArray()];

    private Task<Answer> PutAsync(SignedIn viewer, string path) => _api.SendAsync(HttpMethod.Put, path, viewer.Token);
}
