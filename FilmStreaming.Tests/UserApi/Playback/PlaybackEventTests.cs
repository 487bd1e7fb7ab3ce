using FilmStreaming.Messaging;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Tests.Infrastructure;
using FilmStreaming.UserApi.Playback;
using Microsoft.Extensions.DependencyInjection;
using static FilmStreaming.Tests.UserApi.Playback.Reports;

namespace FilmStreaming.Tests.UserApi.Playback;

public sealed class PlaybackEventTests
{
    private readonly PlaybackInbox _inbox = new();

    [Fact]
    public async Task Events_OfASession_AreStartedOnceAndCompletedOnce()
    {
        using var folder = new TemporaryFolder();
        await using var api = await StartAsync(folder);
        var (viewer, movie) = (await api.NewViewerAsync(), api.Catalogue.Add());
        var player = new Player(api, viewer, movie.MovieId);
        var reports = new[] { player.Json("start", 0), player.Json("progress", 50 * Minute, playedFromMs: 0), player.Json("stop", 95 * Minute, playedFromMs: 0) };

        await Task.WhenAll(reports.Concat(reports).Select(player.SendAsync));
        var other = new Player(api, viewer, movie.MovieId);
        await other.ReportAsync("stop", 96 * Minute, playedFromMs: 0);

        await Eventually.BeTrueAsync("the last event", () => _inbox.Completions.Count == 2);
        Assert.Equal([player.Session, other.Session], _inbox.Starts.Select(start => start.SessionId));
        Assert.Equal([1, 2], _inbox.Completions.Select(completion => completion.Number));
        Assert.All(_inbox.Starts, start => Assert.Equal((viewer.AccountId, movie.MovieId), (start.AccountId, start.MovieId)));
        var key = PlaybackKey.Of(viewer.AccountId, movie.MovieId);
        Assert.Equal([key.PlayId(player.Session), key.PlayId(other.Session)], _inbox.Completions.Select(completion => completion.PlayId));
    }

    [Fact]
    public async Task Events_OfTwoSessionsInOneWrite_CompleteThePlayOfEach()
    {
        using var folder = new TemporaryFolder();
        await using var api = await StartAsync(folder);
        var (viewer, movie) = (await api.NewViewerAsync(), api.Catalogue.Add());
        var players = new[] { new Player(api, viewer, movie.MovieId), new Player(api, viewer, movie.MovieId) };

        await players[0].BatchAsync(players.Select(player => player.Json("stop", 96 * Minute, playedFromMs: 0)));

        await Eventually.BeTrueAsync("the last event", () => _inbox.Completions.Count == 2);
        Assert.Equal([1, 2], _inbox.Completions.Select(completion => completion.Number));
        var key = PlaybackKey.Of(viewer.AccountId, movie.MovieId);
        Assert.Equivalent(
            players.Select(player => key.PlayId(player.Session)), _inbox.Completions.Select(completion => completion.PlayId), strict: true);
    }

    private Task<TestUserApi> StartAsync(TemporaryFolder folder) => TestUserApi.StartAsync(folder.FullPath, builder => builder.Services
        .AddSingleton(_inbox)
        .AddEventHandler<PlaybackInbox, PlaybackStart>("test.playback", PlaybackEvents.Started)
        .AddEventHandler<PlaybackInbox, PlaybackCompletion>("test.playback", PlaybackEvents.Completed));
}
