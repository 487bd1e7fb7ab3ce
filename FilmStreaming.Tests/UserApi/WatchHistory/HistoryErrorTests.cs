using System.Globalization;
using System.Net;
using FilmStreaming.Tests.Infrastructure;

namespace FilmStreaming.Tests.UserApi.WatchHistory;

public sealed class HistoryErrorTests(UserApiFixture fixture) : IClassFixture<UserApiFixture>
{
    private const string History = "/v1/me/history";

    private readonly TestUserApi _api = fixture.Api;

    [Theory]
    [InlineData("GET", History)]
    [InlineData("POST", History)]
    [InlineData("GET", History + "/01900000-0000-7000-8000-000000000000")]
    [InlineData("DELETE", History + "/01900000-0000-7000-8000-000000000000")]
    public async Task EveryRoute_WithoutToken_IsUnauthorized(string method, string path) =>
        (await _api.SendAsync(new(method), path, json: method == "POST" ? "{}" : null))
            .AssertProblem(HttpStatusCode.Unauthorized, "unauthorized");

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task OnePlay_OfUnknownId_IsNotFound(string method)
    {
        var viewer = await _api.NewViewerAsync();

        (await _api.SendAsync(new(method), $"{History}/{Guid.CreateVersion7()}", viewer.Token))
            .AssertProblem(HttpStatusCode.NotFound, "play-not-found");
        (await _api.SendAsync(new(method), $"{History}/not-an-id", viewer.Token)).AssertProblem(HttpStatusCode.BadRequest, "bad-request");
    }

    [Fact]
    public async Task Collection_WithAnotherMethod_IsNotAllowed()
    {
        var viewer = await _api.NewViewerAsync();

        (await _api.SendAsync(HttpMethod.Put, History, viewer.Token, "{}"))
            .AssertProblem(HttpStatusCode.MethodNotAllowed, "method-not-allowed");
    }

    [Fact]
    public async Task AddPlay_OfUnknownFilm_IsNotFoundAndAddsNothing()
    {
        var viewer = await _api.NewViewerAsync();

        var answer = await _api.PostAsync(History, $$"""{"movieId":"{{Guid.CreateVersion7()}}"}""", viewer.Token);

        answer.AssertProblem(HttpStatusCode.NotFound, "movie-not-found");
        await AssertNothingAddedAsync(_api, viewer);
    }

    [Theory]
    [InlineData("{}", "movieId")]
    [InlineData("""{"movieId":null}""", "movieId")]
    [InlineData("""{"movieId":"01900000-0000-7000-8000-000000000000","watchedAt":"1899-12-31T23:59:59Z"}""", "watchedAt")]
    [InlineData("""{"movieId":"01900000-0000-7000-8000-000000000000","watchedAt":"9999-12-31T23:59:59Z"}""", "watchedAt")]
    public async Task AddPlay_WithWrongMember_NamesIt(string json, string member)
    {
        var viewer = await _api.NewViewerAsync();

        var problem = (await _api.PostAsync(History, json, viewer.Token)).AssertProblem(HttpStatusCode.BadRequest, "validation");

        Assert.Equal(member, Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
    }

    [Theory]
    [InlineData(-5, HttpStatusCode.Created)]
    [InlineData(45, HttpStatusCode.Created)]
    [InlineData(90, HttpStatusCode.BadRequest)]
    public async Task AddPlay_AroundNow_AllowsAMinuteOfClockSkew(int seconds, HttpStatusCode expected)
    {
        var viewer = await _api.NewViewerAsync();
        var watchedAt = TimeProvider.System.GetUtcNow().AddSeconds(seconds).ToString("O", CultureInfo.InvariantCulture);

        var answer = await _api.PostAsync(
            History, $$"""{"movieId":"{{_api.Catalogue.Add().MovieId}}","watchedAt":"{{watchedAt}}"}""", viewer.Token);

        Assert.Equal(expected, answer.Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"movieId":1}""")]
    [InlineData("""{"movieId":"not-an-id"}""")]
    [InlineData("""{"movieId":"01900000-0000-7000-8000-000000000000","watchedAt":"yesterday"}""")]
    [InlineData("""{"movieId":"01900000-0000-7000-8000-000000000000","accountId":"01900000-0000-7000-8000-000000000000"}""")]
    public async Task AddPlay_WithMalformedBody_IsABadRequest(string json)
    {
        var viewer = await _api.NewViewerAsync();

        (await _api.PostAsync(History, json, viewer.Token)).AssertProblem(HttpStatusCode.BadRequest, "bad-request");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("101")]
    public async Task ListPlays_WithPageSizeOutOfRange_NamesIt(string pageSize)
    {
        var viewer = await _api.NewViewerAsync();

        var problem = (await _api.GetAsync($"{History}?pageSize={pageSize}", viewer.Token))
            .AssertProblem(HttpStatusCode.BadRequest, "validation");

        Assert.Equal("pageSize", Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
    }

    [Theory]
    [InlineData("many")]
    [InlineData("99999999999999999999")]
    public async Task ListPlays_WithPageSizeThatIsNoNumber_IsABadRequest(string pageSize)
    {
        var viewer = await _api.NewViewerAsync();

        (await _api.GetAsync($"{History}?pageSize={pageSize}", viewer.Token)).AssertProblem(HttpStatusCode.BadRequest, "bad-request");
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("ZZZZ")]
    public async Task ListPlays_WithInvalidCursor_IsABadRequest(string cursor)
    {
        var viewer = await _api.NewViewerAsync();

        (await _api.GetAsync($"{History}?cursor={cursor}", viewer.Token)).AssertProblem(HttpStatusCode.BadRequest, "invalid-cursor");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AddPlay_WhileTheCatalogueCannotBeAsked_IsUnavailableAndAddsNothing(bool isThere)
    {
        using var folder = new TemporaryFolder();
        await using var api = await TestUserApi.StartAsync(folder.FullPath, hasCatalogue: isThere);
        var viewer = await api.NewViewerAsync();
        var movie = api.Catalogue.Add();
        api.Catalogue.IsBroken = true;

        var answer = await api.PostAsync(History, $$"""{"movieId":"{{movie.MovieId}}"}""", viewer.Token);

        answer.AssertProblem(HttpStatusCode.ServiceUnavailable, "dependency-unavailable");
        Assert.True(int.Parse(answer.Header("Retry-After")!, CultureInfo.InvariantCulture) > 0);
        await AssertNothingAddedAsync(api, viewer);
    }

    private static async Task AssertNothingAddedAsync(TestUserApi api, SignedIn viewer) =>
        Assert.Equal(0, (await api.GetAsync(History, viewer.Token)).Json.GetProperty("items").GetArrayLength());
}
