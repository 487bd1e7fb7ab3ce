using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Tests.UserApi.Playback;
using FilmStreaming.UserApi.Playback;

namespace FilmStreaming.Tests.StoreContracts;

/// <summary>What <see cref="IReportJournal"/> promises, and what applying its pages does.</summary>
public abstract class ReportJournalContract(StorageForm form) : UserStoreContract(form)
{
    private readonly Guid _account = Guid.CreateVersion7();

    private IReportJournal Journal => Get<IReportJournal>();

    [Fact]
    public async Task List_OfPagesBeforeATime_HasThemOldestFirstAsTheyWere_UntilTheyAreRemoved()
    {
        var pages = new[] { 3, 1, 2 }.ToDictionary(minutes => Guid.CreateVersion7(), minutes => PageOf(minutes));
        foreach (var (id, page) in pages)
            await Journal.AppendAsync(id, page, Stop);

        var found = await Journal.ListAsync(Reports.Evening.AddMinutes(3), 10, Stop);

        Assert.Equal([1, 2], found.Select(page => (page.Body.WrittenAt - Reports.Evening).TotalMinutes));
        Assert.Equivalent(pages[found[0].Id], found[0].Body, strict: true);
        Assert.Single(await Journal.ListAsync(Reports.Evening.AddMinutes(3), 1, Stop));
        await Journal.RemoveAsync([.. pages.Keys], Stop);
        Assert.Empty(await Journal.ListAsync(Reports.Evening.AddDays(1), 10, Stop));
    }

    private JournalPage PageOf(int minutes) => new()
    {
        WrittenAt = Reports.Evening.AddMinutes(minutes),
        Entries =
        [
            new()
            {
                AccountId = _account,
                ProfileId = _account,
                Movie = new MovieSnapshot(Guid.CreateVersion7(), 1, "Nosferatu", 1922, CreditsStartMs: 5_000_000),
                Reports = [Reports.Of(1, PlaybackEvent.Seek, 7), Reports.Of(2, PlaybackEvent.Stop, 9, playedFromMs: 7)],
                TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            },
        ],
    };
}

public sealed class EmbeddedReportJournalTests() : ReportJournalContract(StorageForm.Embedded);

public sealed class MongoReportJournalTests() : ReportJournalContract(StorageForm.Mongo);
