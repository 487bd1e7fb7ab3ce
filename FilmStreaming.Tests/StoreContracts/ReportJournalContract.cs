using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Storage;
using FilmStreaming.Tests.UserApi.Playback;
using FilmStreaming.UserApi.Playback;
using FilmStreaming.UserApi.WatchHistory;
using MongoDB.Bson;
using MongoDB.Driver;

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

        Assert.Equal([1, 2], found.Select(page => (page.WrittenAt - Reports.Evening).TotalMinutes));
        Assert.Equivalent(pages[found[0].Id], found[0].Page, strict: true);
        Assert.Single(await Journal.ListAsync(Reports.Evening.AddMinutes(3), 1, Stop));
        await Journal.RemoveAsync([.. pages.Keys], Stop);
        Assert.Empty(await Journal.ListAsync(Reports.Evening.AddDays(1), 10, Stop));
    }

    [Fact]
    public async Task SetAside_Page_IsInNoListUntilItIsReleased_WithWhatIsLeftOfIt()
    {
        var (id, page) = (Guid.CreateVersion7(), PageOf(1));
        page = page with { Entries = [.. page.Entries, page.Entries[0] with { AccountId = Guid.CreateVersion7() }] };
        await Journal.AppendAsync(id, page, Stop);

        await Journal.SetAsideAsync(id, [page.Entries[1]], Stop);
        Assert.Empty(await Journal.ListAsync(DateTimeOffset.MaxValue, 10, Stop));

        Assert.Equal(1, await Journal.ReleaseAsync(Reports.Evening, Stop));
        var released = Assert.Single(await Journal.ListAsync(DateTimeOffset.MaxValue, 10, Stop));
        Assert.Equal((id, Reports.Evening), (released.Id, released.WrittenAt));
        Assert.Equal([page.Entries[1].AccountId], released.Page!.Entries.Select(entry => entry.AccountId));
        Assert.Equal(0, await Journal.ReleaseAsync(Reports.Evening, Stop));
    }

    [Fact]
    public async Task Erase_OfAnAccount_TakesItOutOfThePagesThatWereSetAside()
    {
        var other = Guid.CreateVersion7();
        var (both, mine) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var page = PageOf(1);
        page = page with { Entries = [.. page.Entries, page.Entries[0] with { AccountId = other }] };
        foreach (var id in new[] { both, mine })
            await Journal.AppendAsync(id, page, Stop);
        await Journal.SetAsideAsync(both, page.Entries, Stop);
        await Journal.SetAsideAsync(mine, page.Entries.Take(1).ToList(), Stop);

        await Journal.EraseAsync(_account, Stop);

        await Journal.ReleaseAsync(Reports.Evening, Stop);
        var left = Assert.Single(await Journal.ListAsync(DateTimeOffset.MaxValue, 10, Stop));
        Assert.Equal((both, other), (left.Id, Assert.Single(left.Page!.Entries).AccountId));
    }

    [Fact]
    public async Task ForgottenHistory_CoversWhatWasWrittenUntilThen_OfAFilmOrOfAll()
    {
        var store = Get<IForgottenHistoryStore>();
        var (film, other, now) = (Guid.CreateVersion7(), Guid.CreateVersion7(), TimeProvider.System.GetStoredNow());

        await store.AddAsync(_account, film, now, Stop);
        var forgotten = (await store.FindManyAsync([_account, other], Stop))[_account];
        Assert.Equal(
            [true, false, false],
            new[] { forgotten.Covers(film, now), forgotten.Covers(film, now.AddMilliseconds(1)), forgotten.Covers(other, now) });

        await store.AddAsync(_account, null, now.AddSeconds(1), Stop);
        forgotten = Assert.Single(await store.FindManyAsync([_account, other], Stop)).Value;
        Assert.Equal([true, false], new[] { now.AddSeconds(1), now.AddSeconds(2) }.Select(time => forgotten.Covers(other, time)));

        await store.RemoveAsync(_account, Stop);
        Assert.Empty(await store.FindManyAsync([_account], Stop));
    }

    private protected JournalPage PageOf(int minutes) => new()
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

public sealed class MongoReportJournalTests() : ReportJournalContract(StorageForm.Mongo)
{
    [Fact]
    public async Task Page_ThatCannotBeRead_IsListedWithoutItsContent_AndHidesNoOther()
    {
        var journal = Get<IReportJournal>();
        var (unread, id) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await journal.AppendAsync(id, PageOf(2), Stop);
        await Get<IMongoDatabase>().GetCollection<BsonDocument>("playbackJournal").InsertOneAsync(
            new BsonDocument
            {
                ["_id"] = new BsonBinaryData(unread, GuidRepresentation.Standard),
                ["version"] = 1L,
                ["body"] = new BsonDocument { ["writtenAt"] = Reports.Evening.UtcDateTime, ["entries"] = "none" },
            },
            cancellationToken: Stop);

        var found = await journal.ListAsync(DateTimeOffset.MaxValue, 10, Stop);

        Assert.Equal([(unread, false), (id, true)], found.Select(page => (page.Id, page.Page is not null)));
        await journal.SetAsideAsync(unread, null, Stop);
        await journal.EraseAsync(Guid.CreateVersion7(), Stop);
        Assert.Equal([id], (await journal.ListAsync(DateTimeOffset.MaxValue, 10, Stop)).Select(page => page.Id));
        Assert.Equal(1, await journal.ReleaseAsync(Reports.Evening, Stop));
    }
}
