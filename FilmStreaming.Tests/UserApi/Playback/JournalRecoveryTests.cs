using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Storage;
using FilmStreaming.Tests.Infrastructure;
using FilmStreaming.UserApi.Playback;
using FilmStreaming.UserApi.WatchHistory;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.Tests.UserApi.Playback;

/// <summary>What a replica leaves in the journal when it crashes.</summary>
public sealed class JournalRecoveryTests
{
    [Fact]
    public async Task Page_LeftByACrash_IsAppliedAfterTheNextStart_Once()
    {
        using var folder = new TemporaryFolder();
        var account = Guid.CreateVersion7();
        var movie = new MovieSnapshot(Guid.CreateVersion7(), 1, "Nosferatu");
        var key = PlaybackKey.Of(account, movie.MovieId);
        var now = TimeProvider.System.GetStoredNow();
        var report = Reports.Of(1, PlaybackEvent.Stop, 95 * Reports.Minute, time: now, playedFromMs: 0);
        var page = new JournalPage
        {
            WrittenAt = now,
            Entries = [new() { AccountId = account, ProfileId = account, Movie = movie, Reports = [report] }],
        };

        await using (var crashed = await TestUserApi.StartAsync(folder.FullPath))
        {
            // Applied, and not removed from the journal; and one that was not even applied.
            await crashed.Services.GetRequiredService<ReportCommit>().WriteAsync(page.Entries, TestContext.Current.CancellationToken);
            foreach (var _ in Enumerable.Range(0, 2))
                await crashed.Services.GetRequiredService<IReportJournal>().AppendAsync(Guid.CreateVersion7(), page, TestContext.Current.CancellationToken);
        }

        await using var api = await TestUserApi.StartAsync(folder.FullPath);
        var journal = api.Services.GetRequiredService<IReportJournal>();
        await Eventually.GetAsync(
            "recovery", () => journal.ListAsync(DateTimeOffset.MaxValue, 1, TestContext.Current.CancellationToken), pages => pages.Count == 0);

        var state = await api.Services.GetRequiredService<IWatchStateStore>().FindAsync(key.StateId, TestContext.Current.CancellationToken);
        Assert.Equal((1, 1L), (state!.Body.Plays, state.Version));
        var plays = await api.Services.GetRequiredService<IPlayStore>().ListAsync(new(account), null, 10, TestContext.Current.CancellationToken);
        Assert.Equal(key.PlayId(report.SessionId), Assert.Single(plays).Id);
    }
}
