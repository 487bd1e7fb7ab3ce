using FilmStreaming.Messaging;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Tests.Infrastructure;
using FilmStreaming.UserApi.Playback;
using Microsoft.Extensions.DependencyInjection;
using static FilmStreaming.Tests.UserApi.Playback.Reports;

namespace FilmStreaming.Tests.UserApi.Playback;

public sealed class PlaybackEventTests
{
    [Fact]
    public async Task Events_OfASession_AreStartedOnceAndCompletedOnce()
    {
        using var folder = new TemporaryFolder();
        var inbox = new PlaybackInbox();
        await using var api = await TestUserApi.StartAsync(folder.FullPath, builder => builder.Services
            .AddSingleton(inbox)
            .AddEventHandler<PlaybackInbox, PlaybackStart>("test.playback", PlaybackEvents.Started)
            .AddEventHandler<PlaybackInbox, PlaybackCompletion>("test.playback", PlaybackEvents.Completed));
        var (viewer, movie) = (await api.NewViewerAsync(), api.Catalogue.Add());
        var player = new Player(api, viewer, movie.MovieId);
        var reports = new[] { player.Json("start", 0), player.Json("progress", 50 * Minute, playedFromMs: 0), player.Json("stop", 95 * Minute, playedFromMs: 0) };

        await Task.WhenAll(reports.Concat(reports).Select(player.SendAsync));
        var other = new Player(api, viewer, movie.MovieId);
        await other.ReportAsync("stop", 96 * Minute, playedFromMs: 0);

        await Eventually.BeTrueAsync("the last event", () => inbox.Completions.Count == 2);
        Assert.Equal([player.Session, other.Session], inbox.Starts.Select(start => start.SessionId));
        Assert.Equal([1, 2], inbox.Completions.Select(completion => completion.Number));
        Assert.All(inbox.Starts, start => Assert.Equal((viewer.AccountId, movie.MovieId), (start.AccountId, start.MovieId)));
        var key = PlaybackKey.Of(viewer.AccountId, movie.MovieId);
        Assert.Equal([key.PlayId(player.Session), key.PlayId(other.Session)], inbox.Completions.Select(completion => completion.PlayId));
    }
}
