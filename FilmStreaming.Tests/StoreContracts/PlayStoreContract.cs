using System.Globalization;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Outbox;
using FilmStreaming.ServiceDefaults.Paging;
using FilmStreaming.Storage;
using FilmStreaming.UserApi.WatchHistory;

namespace FilmStreaming.Tests.StoreContracts;

/// <summary>What <see cref="IPlayStore"/> promises.</summary>
public abstract class PlayStoreContract(StorageForm form) : UserStoreContract(form)
{
    private static readonly DateTimeOffset Evening = new(2026, 3, 1, 20, 15, 0, 123, TimeSpan.Zero);

    private readonly Guid _account = Guid.CreateVersion7();

    private IPlayStore Plays => Get<IPlayStore>();

    private IOutbox Outbox => Get<IEnumerable<IOutbox>>().Single(outbox => outbox.Name == "plays");

    [Fact]
    public async Task Add_OfNewPlay_IsFoundByItsOwnerOnly()
    {
        var play = NewPlay(Evening);

        var (stored, added) = await Plays.AddAsync(Guid.CreateVersion7(), play, Stop);

        Assert.True(added);
        Assert.Equal(play, (await Plays.FindAsync(_account, stored.Id, Stop))!.Body);
        Assert.Null(await Plays.FindAsync(Guid.CreateVersion7(), stored.Id, Stop));
    }

    [Fact]
    public async Task Add_OfTheSamePlayAgain_GivesTheFirst()
    {
        var play = NewPlay(Evening);
        var (first, _) = await Plays.AddAsync(Guid.CreateVersion7(), play, Stop);

        var (again, added) = await Plays.AddAsync(Guid.CreateVersion7(), play with { Title = "renamed since" }, Stop);

        Assert.False(added);
        Assert.Equal(first.Id, again.Id);
        Assert.Equal(play.Title, again.Body.Title);
    }

    [Fact]
    public async Task Add_OfAnotherMillisecondOrAccount_IsAnotherPlay()
    {
        var play = NewPlay(Evening);
        var movie = new MovieSnapshot(play.MovieId, 1, play.Title, null, null);

        Assert.True((await Plays.AddAsync(Guid.CreateVersion7(), play, Stop)).Added);
        Assert.True((await Plays.AddAsync(Guid.CreateVersion7(), Play.Of(_account, movie, Evening.AddMilliseconds(1)), Stop)).Added);
        Assert.True((await Plays.AddAsync(Guid.CreateVersion7(), Play.Of(Guid.CreateVersion7(), movie, Evening), Stop)).Added);
    }

    [Fact]
    public async Task Add_OfOnePlayAtOnce_AddsOne()
    {
        var play = NewPlay(Evening);

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ =>
            Task.Run(() => Plays.AddAsync(Guid.CreateVersion7(), play, Stop), Stop)));

        Assert.Single(results, result => result.Added);
        Assert.Single(results.Select(result => result.Play.Id).Distinct());
    }

    [Fact]
    public async Task List_PageByPage_GivesEachPlayOnceLatestFirst()
    {
        // Several at the same millisecond: their order is by id.
        foreach (var minutes in new[] { 3, 1, 2, 2, 2, 0, 5 })
            await Plays.AddAsync(Guid.CreateVersion7(), NewPlay(Evening.AddMinutes(minutes)), Stop);
        await Plays.AddAsync(Guid.CreateVersion7(), NewPlay(Evening) with { AccountId = Guid.CreateVersion7() }, Stop);

        List<Document<Play>> seen = [];
        TimePosition? after = null;
        while (await Plays.ListAsync(new(_account), after, 2, Stop) is [.., var last] page)
        {
            Assert.InRange(page.Count, 1, 2);
            seen.AddRange(page);
            after = new(last.Body.WatchedAt, last.Id);
        }

        Assert.Equal(7, seen.Count);
        Assert.Equal(seen.OrderByDescending(play => play.Body.WatchedAt).ThenByDescending(play => play.Id).Select(play => play.Id),
            seen.Select(play => play.Id));
        Assert.Equal(7, seen.DistinctBy(play => play.Id).Count());
    }

    [Fact]
    public async Task List_OfAFilmAndATime_GivesThosePlays()
    {
        var film = new MovieSnapshot(Guid.CreateVersion7(), 1, "M");
        foreach (var hour in Enumerable.Range(0, 5))
        {
            await Plays.AddAsync(Guid.CreateVersion7(), Play.Of(_account, film, Evening.AddHours(hour)), Stop);
            await Plays.AddAsync(Guid.CreateVersion7(), NewPlay(Evening.AddHours(hour)), Stop);
        }

        Assert.Equal([4, 3, 2, 1, 0], await HoursAsync(new(_account, film.MovieId)));
        Assert.Equal([3, 2, 1], await HoursAsync(new(_account, film.MovieId, Evening.AddHours(1), Evening.AddHours(4))));
        Assert.Equal([4, 4, 3, 3], await HoursAsync(new(_account, From: Evening.AddHours(3))));
        Assert.Equal([0, 0], await HoursAsync(new(_account, Before: Evening.AddHours(1))));
        Assert.Empty(await HoursAsync(new(Guid.CreateVersion7(), film.MovieId)));

        async Task<IEnumerable<int>> HoursAsync(PlayFilter filter) =>
            (await Plays.ListAsync(filter, null, 10, Stop)).Select(play => (int)(play.Body.WatchedAt - Evening).TotalHours);
    }

    [Fact]
    public async Task Add_OfTheSameBeginningOnAnotherDevice_IsAnotherPlay()
    {
        var film = new MovieSnapshot(Guid.CreateVersion7(), 1, "M");

        Assert.True((await AddAsync(Evening.AddHours(2), "tv")).Added);
        Assert.False((await AddAsync(Evening.AddHours(3), "tv")).Added);
        Assert.True((await AddAsync(Evening.AddHours(2), "phone")).Added);

        Task<(Document<Play> Play, bool Added)> AddAsync(DateTimeOffset watchedAt, string device) =>
            Plays.AddAsync(Guid.CreateVersion7(), Play.Of(_account, film, watchedAt, Evening, device), Stop);
    }

    [Fact]
    public async Task Remove_OfPlays_TakesThemOutWithTheirEventsAndMakesRoom()
    {
        var (play, _) = await Plays.AddAsync(Guid.CreateVersion7(), NewPlay(Evening), Stop);

        Assert.Equal(1, await Plays.RemoveAsync([play], Evening, Stop));
        Assert.Equal(0, await Plays.RemoveAsync([play], Evening, Stop));

        Assert.Null(await Plays.FindAsync(_account, play.Id, Stop));
        Assert.Empty(await Plays.ListAsync(new(_account), null, 10, Stop));
        Assert.True((await Plays.AddAsync(Guid.CreateVersion7(), play.Body, Stop)).Added);
        var claim = Assert.Single(await Outbox.ClaimAsync(10, TimeSpan.FromMinutes(1), Stop));
        Assert.Equal((play.Id, PlaybackEvents.PlayDeleted.Type), (claim.AggregateId, Assert.Single(claim.Events).Type));
    }

    [Fact]
    public async Task ForgetRemoved_OfAPlay_WaitsUntilItsEventIsPublished()
    {
        var (removed, _) = await Plays.AddAsync(Guid.CreateVersion7(), NewPlay(Evening), Stop);
        var (kept, _) = await Plays.AddAsync(Guid.CreateVersion7(), NewPlay(Evening), Stop);
        await Plays.RemoveAsync([removed], Evening, Stop);
        Assert.Equal(0, await Plays.ForgetRemovedAsync(Stop));

        var claim = Assert.Single(await Outbox.ClaimAsync(10, TimeSpan.FromMinutes(1), Stop));
        await Outbox.CompleteAsync([new(claim, 1)], Stop);

        Assert.Equal(1, await Plays.ForgetRemovedAsync(Stop));
        Assert.Equal(0, await Plays.ForgetRemovedAsync(Stop));
        Assert.Equal([kept.Id], (await Plays.ListAsync(new(_account), null, 10, Stop)).Select(play => play.Id));
    }

    [Theory]
    [InlineData(null, null, "0 0.5 3 15 16 17 200 256 257 9000")]
    [InlineData(16.0, null, "0 0.5 3 15 16")]
    [InlineData(0.1, null, "0")]
    [InlineData(null, 3.0, "15 16 17 200 256 257 9000")]
    [InlineData(256.0, 0.4, "0.5 3 15 16 17 200 256")]
    [InlineData(100_000.0, 9000.0, "")]
    public async Task List_OfPlaysFarApart_PageByPage_GivesEachOnceLatestFirst(double? from, double? before, string expected)
    {
        var now = TimeProvider.System.GetStoredNow();
        foreach (var days in new[] { 9000, 0, 17, 256, 3, 16, 0.5, 257, 15, 200 })
            await Plays.AddAsync(Guid.CreateVersion7(), NewPlay(now.AddDays(-days)), Stop);
        var filter = new PlayFilter(
            _account, From: from is { } first ? now.AddDays(-first) : null, Before: before is { } last ? now.AddDays(-last) : null);

        foreach (var size in new[] { 2, 4, 20 })
        {
            List<Document<Play>> seen = [];
            for (TimePosition? after = null; await Plays.ListAsync(filter, after, size, Stop) is [.., var end] page; after = new(end.Body.WatchedAt, end.Id))
                seen.AddRange(page);
            var days = seen.Select(play => (now - play.Body.WatchedAt).TotalDays.ToString(CultureInfo.InvariantCulture));
            Assert.Equal(expected, string.Join(' ', days));
        }
    }

    [Fact]
    public async Task Erase_OfAnAccount_LeavesThePlaysOfOthers()
    {
        await Plays.AddAsync(Guid.CreateVersion7(), NewPlay(Evening), Stop);
        var other = NewPlay(Evening) with { AccountId = Guid.CreateVersion7() };
        await Plays.AddAsync(Guid.CreateVersion7(), other, Stop);

        await Plays.EraseAsync(_account, Stop);

        Assert.Empty(await Plays.ListAsync(new(_account), null, 10, Stop));
        Assert.Single(await Plays.ListAsync(new(other.AccountId), null, 10, Stop));
    }

    [Fact]
    public async Task Record_OfPlaysThatAreNewOrBeganEarlier_AddsEachOnceAndMovesIt()
    {
        var (id, session) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var play = Play.Of(_account, new(Guid.CreateVersion7(), 1, "Nosferatu"), Evening, session);
        await Plays.RecordAsync([new(id, play, IsNew: true), new(Guid.CreateVersion7(), NewPlay(Evening), IsNew: true)], Stop);

        await Plays.RecordAsync([new(id, play with { WatchedAt = Evening.AddHours(1) }, IsNew: true)], Stop);
        Assert.Equal(play, (await Plays.FindAsync(_account, id, Stop))!.Body);
        await Plays.RecordAsync([new(id, play with { WatchedAt = Evening.AddHours(-1) }, IsNew: false)], Stop);

        Assert.Equal(Evening.AddHours(-1), (await Plays.FindAsync(_account, id, Stop))!.Body.WatchedAt);
        Assert.Equal(2, (await Plays.ListAsync(new(_account), null, 10, Stop)).Count);
    }

    [Fact]
    public async Task Record_OfAPlayThatWasRemoved_DoesNotBringItBack()
    {
        var id = Guid.CreateVersion7();
        var play = Play.Of(_account, new(Guid.CreateVersion7(), 1, "Nosferatu"), Evening, Guid.CreateVersion7());
        await Plays.RecordAsync([new(id, play, IsNew: true)], Stop);
        await Plays.RemoveAsync([(await Plays.FindAsync(_account, id, Stop))!], Evening, Stop);

        foreach (var isNew in new[] { true, false })
            await Plays.RecordAsync([new(id, play with { WatchedAt = Evening.AddHours(-1) }, isNew)], Stop);

        Assert.Null(await Plays.FindAsync(_account, id, Stop));
    }

    private Play NewPlay(DateTimeOffset watchedAt) =>
        Play.Of(_account, new(Guid.CreateVersion7(), 1, "Nosferatu", 1922, 94), watchedAt);
}

public sealed class EmbeddedPlayStoreTests() : PlayStoreContract(StorageForm.Embedded);

public sealed class MongoPlayStoreTests() : PlayStoreContract(StorageForm.Mongo);
