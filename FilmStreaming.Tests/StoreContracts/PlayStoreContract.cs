using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Storage;
using FilmStreaming.UserApi.WatchHistory;

namespace FilmStreaming.Tests.StoreContracts;

/// <summary>What <see cref="IPlayStore"/> promises.</summary>
public abstract class PlayStoreContract(StorageForm form) : UserStoreContract(form)
{
    private static readonly DateTimeOffset Evening = new(2026, 3, 1, 20, 15, 0, 123, TimeSpan.Zero);

    private readonly Guid _account = Guid.CreateVersion7();

    private IPlayStore Plays => Get<IPlayStore>();

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
        PlayPosition? after = null;
        while (await Plays.ListAsync(_account, after, 2, Stop) is [.., var last] page)
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
    public async Task Remove_ByAnotherAccount_RemovesNothing()
    {
        var (play, _) = await Plays.AddAsync(Guid.CreateVersion7(), NewPlay(Evening), Stop);

        Assert.False(await Plays.RemoveAsync(Guid.CreateVersion7(), play.Id, Stop));
        Assert.NotNull(await Plays.FindAsync(_account, play.Id, Stop));
    }

    [Fact]
    public async Task Remove_ByItsOwner_RemovesItOnceAndMakesRoom()
    {
        var (play, _) = await Plays.AddAsync(Guid.CreateVersion7(), NewPlay(Evening), Stop);

        Assert.True(await Plays.RemoveAsync(_account, play.Id, Stop));
        Assert.False(await Plays.RemoveAsync(_account, play.Id, Stop));
        Assert.True((await Plays.AddAsync(Guid.CreateVersion7(), play.Body, Stop)).Added);
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
        Assert.Equal(2, (await Plays.ListAsync(_account, null, 10, Stop)).Count);
    }

    [Fact]
    public async Task Record_OfAPlayThatWasRemoved_DoesNotMoveIt()
    {
        var id = Guid.CreateVersion7();
        var play = Play.Of(_account, new(Guid.CreateVersion7(), 1, "Nosferatu"), Evening, Guid.CreateVersion7());
        await Plays.RecordAsync([new(id, play, IsNew: true)], Stop);
        await Plays.RemoveAsync(_account, id, Stop);

        await Plays.RecordAsync([new(id, play with { WatchedAt = Evening.AddHours(-1) }, IsNew: false)], Stop);

        Assert.Null(await Plays.FindAsync(_account, id, Stop));
    }

    private Play NewPlay(DateTimeOffset watchedAt) =>
        Play.Of(_account, new(Guid.CreateVersion7(), 1, "Nosferatu", 1922, 94), watchedAt);
}

public sealed class EmbeddedPlayStoreTests() : PlayStoreContract(StorageForm.Embedded);

public sealed class MongoPlayStoreTests() : PlayStoreContract(StorageForm.Mongo);
