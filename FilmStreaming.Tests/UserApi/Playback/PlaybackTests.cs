using System.Net;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Events;
using FilmStreaming.Storage;
using FilmStreaming.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using static FilmStreaming.Tests.UserApi.Playback.Reports;

namespace FilmStreaming.Tests.UserApi.Playback;

/// <summary>Playback over HTTP, in the embedded form.</summary>
public sealed class PlaybackTests(PlaybackFixture fixture) : IClassFixture<PlaybackFixture>
{
    private readonly TestUserApi _api = fixture.Api;

    [Fact]
    public async Task Report_OfAFilm_IsInTheStateWhenItIsAnswered()
    {
        var player = fixture.NewPlayer();
        await player.ReportAsync("start", 0);

        var answer = await player.ReportAsync("progress", 30 * Minute);

        Assert.Equal((HttpStatusCode.Accepted, ""), (answer.Status, answer.Body));
        var state = await player.StateAsync();
        var resume = state.GetProperty("resume");
        Assert.Equal(30 * Minute, resume.GetProperty("positionMs").GetInt64());
        Assert.Equal(30 * Minute - 10_000, resume.GetProperty("resumeMs").GetInt64());
        Assert.Equal(0.3, resume.GetProperty("progress").GetDouble());
        Assert.Equal(player.Session, resume.GetProperty("sessionId").GetGuid());
        Assert.False(state.GetProperty("watched").GetBoolean());
    }

    [Fact]
    public async Task Batch_WithWrongReports_TakesTheOthersAndSaysWhichIsWhich()
    {
        var player = fixture.NewPlayer();

        var answer = await player.BatchAsync(
            player.Json("start", 0), player.Json("progress", Duration + 1), player.Json("progress", 20 * Minute), "7");

        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        Assert.Equal((2, 2), (answer.Json.GetProperty("accepted").GetInt32(), answer.Json.GetProperty("rejected").GetInt32()));
        var reports = answer.Json.GetProperty("reports");
        Assert.Equal(
            ["accepted", "rejected", "accepted", "rejected"],
            reports.EnumerateArray().Select(report => report.GetProperty("status").GetString()));
        var problem = reports[1].GetProperty("problem");
        Assert.Equal("urn:filmstreaming:problem:validation", problem.GetProperty("type").GetString());
        Assert.True(problem.GetProperty("errors").TryGetProperty("positionMs", out _));
        Assert.Equal(20 * Minute, (await player.StateAsync()).GetProperty("resume").GetProperty("positionMs").GetInt64());
    }

    [Fact]
    public async Task Film_PlayedToItsEnd_IsWatched_AndIsOnePlayInTheHistory_HoweverOftenItIsReported()
    {
        var (viewer, movie) = (await _api.NewViewerAsync(), _api.Catalogue.Add("Sunrise"));
        var player = new Player(_api, viewer, movie.MovieId);
        var began = TimeProvider.System.GetStoredNow().AddHours(-2);
        var reports = new[] { player.Json("start", 0, began), player.Json("stop", 95 * Minute, began.AddMinutes(95), playedFromMs: 0) };

        foreach (var order in new[] { reports, [.. reports.Reverse()], reports })
            Assert.Equal(HttpStatusCode.Accepted, (await player.BatchAsync(order)).Status);

        var state = await player.StateAsync();
        Assert.Equal((true, 1), (state.GetProperty("watched").GetBoolean(), state.GetProperty("plays").GetInt32()));
        Assert.False(state.TryGetProperty("resume", out _));
        var history = (await _api.GetAsync("/v1/me/history", viewer.Token)).Json.GetProperty("items");
        var play = Assert.Single(history.EnumerateArray());
        Assert.Equal((movie.MovieId, began), (play.GetProperty("movieId").GetGuid(), play.GetProperty("watchedAt").GetDateTimeOffset()));
        Assert.Equal("Sunrise", play.GetProperty("title").GetString());
    }

    [Fact]
    public async Task Play_WhoseBeginningArrivesLast_BeginsThere()
    {
        var viewer = await _api.NewViewerAsync();
        var player = new Player(_api, viewer, _api.Catalogue.Add().MovieId);
        var began = TimeProvider.System.GetStoredNow().AddHours(-2);
        var start = player.Json("start", 0, began);

        await player.BatchAsync(player.Json("progress", 20 * Minute, began.AddMinutes(20), playedFromMs: 0));
        await player.BatchAsync(start);

        await player.StateAsync();
        var history = (await _api.GetAsync("/v1/me/history", viewer.Token)).Json.GetProperty("items");
        Assert.Equal(began, Assert.Single(history.EnumerateArray()).GetProperty("watchedAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task Play_ThatWasRemoved_DoesNotComeBackWithTheNextReport()
    {
        var viewer = await _api.NewViewerAsync();
        var player = new Player(_api, viewer, _api.Catalogue.Add().MovieId);
        await player.ReportAsync("progress", 20 * Minute, playedFromMs: 0);
        await player.StateAsync();
        var play = (await _api.GetAsync("/v1/me/history", viewer.Token)).Json.GetProperty("items")[0].GetProperty("id").GetGuid();
        await _api.DeleteAsync($"/v1/me/history/{play}", viewer.Token);

        await player.ReportAsync("progress", 30 * Minute, playedFromMs: 0);

        await player.StateAsync();
        Assert.Equal(0, (await _api.GetAsync("/v1/me/history", viewer.Token)).Json.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Film_ThatHasLeftTheCatalogue_IsPlayedOnByThoseWhoHadBegunIt()
    {
        using var folder = new TemporaryFolder();
        SignedIn viewer, other;
        MovieSnapshot movie;
        await using (var before = await TestUserApi.StartAsync(folder.FullPath))
        {
            (viewer, other, movie) = (await before.NewViewerAsync(), await before.NewViewerAsync(), before.Catalogue.Add());
            await PublishAsync(before, MovieEvents.Created.Create($"{movie.MovieId}", movie, TimeProvider.System.GetUtcNow()));
            await new Player(before, viewer, movie.MovieId).ReportAsync("progress", Minute);
            await PublishAsync(before, MovieEvents.Deleted.Create($"{movie.MovieId}", new(movie.MovieId, 2), TimeProvider.System.GetUtcNow()));
        }

        await using var after = await TestUserApi.StartAsync(folder.FullPath);

        Assert.Equal(HttpStatusCode.Accepted, (await new Player(after, viewer, movie.MovieId).ReportAsync("progress", 2 * Minute)).Status);
        (await new Player(after, other, movie.MovieId).ReportAsync("start", 0)).AssertProblem(HttpStatusCode.NotFound, "movie-not-found");
    }

    [Fact]
    public async Task Film_ThatWasNeverPublished_IsNotPlayed()
    {
        var draft = new MovieSnapshot(Guid.CreateVersion7(), 1, "Greed", Status: MovieSnapshot.Draft);
        await PublishAsync(MovieEvents.Created.Create($"{draft.MovieId}", draft, TimeProvider.System.GetUtcNow()));

        (await new Player(_api, fixture.Viewer, draft.MovieId).ReportAsync("start", 0)).AssertProblem(HttpStatusCode.NotFound, "movie-not-found");
    }

    [Fact]
    public async Task Film_WithACreditsMarker_IsWatchedThere()
    {
        var movie = new MovieSnapshot(Guid.CreateVersion7(), 1, "Short credits", CreditsStartMs: 80 * Minute);
        await PublishAsync(MovieEvents.Created.Create($"{movie.MovieId}", movie, TimeProvider.System.GetUtcNow()));
        var player = new Player(_api, fixture.Viewer, movie.MovieId);

        await player.ReportAsync("stop", 80 * Minute, playedFromMs: 0);

        Assert.Equal(1, (await player.StateAsync()).GetProperty("plays").GetInt32());
    }

    [Fact]
    public async Task Reports_OfOneStateAtOnce_AreAllInIt()
    {
        var player = fixture.NewPlayer();
        var reports = Enumerable.Range(1, 64).Select(_ => player.Json("progress", 0)).ToList();
        var latest = player.Json("progress", 42 * Minute);

        var answers = await Task.WhenAll(reports.Append(latest).Concat(reports).Select(player.SendAsync));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Accepted, answer.Status));
        Assert.Equal(42 * Minute, (await player.StateAsync()).GetProperty("resume").GetProperty("positionMs").GetInt64());
    }

    private Task PublishAsync(EventMessage message) => PublishAsync(_api, message);

    private static Task PublishAsync(TestUserApi api, EventMessage message) =>
        api.Services.GetRequiredService<IEventPublisher>().PublishAsync([message], TestContext.Current.CancellationToken);
}
