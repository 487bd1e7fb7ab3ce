using FilmStreaming.ServiceDefaults.Paging;
using FilmStreaming.Storage;
using FilmStreaming.UserApi.Activities;
using FilmStreaming.UserApi.Lists;

namespace FilmStreaming.Tests.StoreContracts;

/// <summary>What <see cref="IListStore"/> and <see cref="ILastActivityStore"/> promise.</summary>
public abstract class ListStoreContract(StorageForm form) : UserStoreContract(form)
{
    private static readonly DateTimeOffset Evening = new(2026, 3, 1, 20, 15, 0, 123, TimeSpan.Zero);

    private readonly Guid _account = Guid.CreateVersion7();

    private IListStore Entries => Get<IListStore>();

    [Fact]
    public async Task Save_OfAnEntry_AsksForTheVersionItWasReadAs()
    {
        var (id, entry) = NewEntry(_account, FilmList.Ratings, Evening);

        Assert.True(await Entries.TrySaveAsync(id, 0, entry, [], Stop));
        Assert.False(await Entries.TrySaveAsync(id, 0, entry, [], Stop));
        Assert.True(await Entries.TrySaveAsync(id, 1, entry with { Rating = 3 }, [], Stop));
        Assert.False(await Entries.TrySaveAsync(id, 1, entry with { Rating = 4 }, [], Stop));

        Assert.Equal(entry with { Rating = 3 }, (await Entries.FindAsync(id, Stop))!.Body);
    }

    [Fact]
    public async Task List_PageByPage_GivesEachFilmOfTheListOnceAddedLastFirst()
    {
        foreach (var minutes in new[] { 3, 1, 2, 2, 2, 0 })
            await AddAsync(_account, FilmList.Favorites, Evening.AddMinutes(minutes));
        await AddAsync(_account, FilmList.Watchlist, Evening);
        await AddAsync(Guid.CreateVersion7(), FilmList.Favorites, Evening);

        List<Document<ListEntry>> seen = [];
        TimePosition? after = null;
        while (await Entries.ListAsync(_account, "favorites", after, 2, Stop) is [.., var last] page)
        {
            seen.AddRange(page);
            after = new(last.Body.AddedAt, last.Id);
        }

        Assert.Equal([3, 2, 2, 2, 1, 0], seen.Select(entry => (int)(entry.Body.AddedAt - Evening).TotalMinutes));
        Assert.Equal(6, seen.DistinctBy(entry => entry.Id).Count());
    }

    [Fact]
    public async Task SaveMany_OfEntries_AsksForTheVersionsTheyWereReadAs()
    {
        var ids = new[] { await AddAsync(_account, FilmList.Watchlist, Evening), await AddAsync(_account, FilmList.Watchlist, Evening.AddMinutes(1)) };
        var read = await Entries.FindManyAsync([.. ids, Guid.CreateVersion7()], Stop);
        Assert.Equal(ids.Order(), read.Select(entry => entry.Id).Order());
        var moved = read.Select(entry => entry with { Body = entry.Body.MoveTo(entry.Id == ids[0] ? Evening.AddMinutes(3) : Evening.AddMinutes(2)) }).ToList();

        Assert.True(await Entries.TrySaveManyAsync(moved, Stop));
        Assert.False(await Entries.TrySaveManyAsync(moved, Stop));

        var list = await Entries.ListAsync(_account, "watchlist", null, 10, Stop);
        Assert.Equal(ids, list.Select(entry => entry.Id));
        Assert.Equal([Evening, Evening.AddMinutes(1)], list.Select(entry => entry.Body.FirstAddedAt!.Value));
    }

    [Fact]
    public async Task Count_OfAList_CountsItsFilmsUpToTheLimit()
    {
        foreach (var minutes in new[] { 0, 1, 2 })
            await AddAsync(_account, FilmList.Watchlist, Evening.AddMinutes(minutes));

        Assert.Equal(3, await Entries.CountAsync(_account, "watchlist", 5, Stop));
        Assert.Equal(2, await Entries.CountAsync(_account, "watchlist", 2, Stop));
        Assert.Equal(0, await Entries.CountAsync(_account, "favorites", 5, Stop));
    }

    [Fact]
    public async Task RemoveAll_OfAnAccount_LeavesTheListsOfOthers()
    {
        var (mine, theirs) = (await AddAsync(_account, FilmList.Ratings, Evening), await AddAsync(Guid.CreateVersion7(), FilmList.Ratings, Evening));

        await Entries.RemoveAllAsync(_account, Stop);

        Assert.Null(await Entries.FindAsync(mine, Stop));
        Assert.NotNull(await Entries.FindAsync(theirs, Stop));
    }

    [Fact]
    public async Task SaveMany_OfActivities_NamesThoseThatWereWrittenMeanwhile()
    {
        var store = Get<ILastActivityStore>();
        var (known, fresh) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var activities = new LastActivities().With(AccountActivity.Ratings, Evening);
        Assert.Empty(await store.SaveManyAsync([new(known, 0, activities)], Stop));

        Assert.Equal([known], await store.SaveManyAsync([new(known, 0, activities), new(fresh, 0, activities)], Stop));
        Assert.Empty(await store.SaveManyAsync([new(known, 1, activities), new(fresh, 1, activities)], Stop));
        Assert.Equal([fresh], await store.SaveManyAsync([new(fresh, 1, activities)], Stop));

        Assert.All(await store.FindManyAsync([known, fresh], Stop), document => Assert.Equal((2, activities), (document.Version, document.Body)));
        await store.RemoveAsync(known, Stop);
        Assert.Single(await store.FindManyAsync([known, fresh], Stop));
    }

    private static (Guid Id, ListEntry Entry) NewEntry(Guid account, FilmList list, DateTimeOffset addedAt)
    {
        var movie = Guid.CreateVersion7();
        return (ListEntry.IdOf(account, list, movie), new() { AccountId = account, List = list.Name, MovieId = movie, AddedAt = addedAt });
    }

    private async Task<Guid> AddAsync(Guid account, FilmList list, DateTimeOffset addedAt)
    {
        var (id, entry) = NewEntry(account, list, addedAt);
        Assert.True(await Entries.TrySaveAsync(id, 0, entry, [], Stop));
        return id;
    }
}

public sealed class EmbeddedListStoreTests() : ListStoreContract(StorageForm.Embedded);

public sealed class MongoListStoreTests() : ListStoreContract(StorageForm.Mongo);
