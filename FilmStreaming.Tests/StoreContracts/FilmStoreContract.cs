using FilmStreaming.UserApi.Films;

namespace FilmStreaming.Tests.StoreContracts;

/// <summary>What <see cref="IFilmStore"/> promises.</summary>
public abstract class FilmStoreContract(StorageForm form) : UserStoreContract(form)
{
    private IFilmStore Films => Get<IFilmStore>();

    [Fact]
    public async Task FindMany_OfSomeUnknown_GivesTheKnown()
    {
        var (known, unknown) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var film = NewFilm(1, "Metropolis") with { ReleaseYear = 1927, RuntimeMinutes = 153 };
        await ApplyAsync(known, 1, _ => film);

        var found = await Films.FindManyAsync([known, unknown], Stop);

        Assert.Equal(film, Assert.Single(found, pair => pair.Key == known).Value);
        Assert.Empty(await Films.FindManyAsync([], Stop));
    }

    [Fact]
    public async Task Apply_OfOlderVersion_ChangesNothing()
    {
        var id = Guid.CreateVersion7();
        await ApplyAsync(id, 3, _ => NewFilm(3, "third"));

        foreach (var version in new[] { 1, 2 })
            await ApplyAsync(id, version, _ => NewFilm(version, "late"));
        Assert.Equal("third", await TitleOfAsync(id));

        await ApplyAsync(id, 4, known => known! with { MovieVersion = 4, Title = known.Title + " and fourth" });
        Assert.Equal("third and fourth", await TitleOfAsync(id));
    }

    [Fact]
    public async Task Apply_OfManyVersionsAtOnce_EndsWithTheNewest()
    {
        var id = Guid.CreateVersion7();

        await Task.WhenAll(Enumerable.Range(1, 12).Select(version =>
            Task.Run(() => ApplyAsync(id, version, _ => NewFilm(version, $"title {version}")), Stop)));

        Assert.Equal("title 12", await TitleOfAsync(id));
    }

    [Fact]
    public async Task Apply_OfManyFilms_AddsChangesMendsAndLeavesEachByItsVersion()
    {
        var (added, changed, mended, newer) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        foreach (var id in new[] { changed, mended, newer })
            await ApplyAsync(id, id == newer ? 9 : id == mended ? 2 : 1, _ => NewFilm(id == newer ? 9 : id == mended ? 2 : 1, "old"));

        await Films.ApplyAsync(
            [.. new[] { added, changed, mended, newer }.Select(id => new FilmChange(id, 2, _ => NewFilm(2, "as the catalogue has it")))], Stop);

        foreach (var id in new[] { added, changed, mended })
            Assert.Equal("as the catalogue has it", await TitleOfAsync(id));
        Assert.Equal("old", await TitleOfAsync(newer));
    }

    private Task ApplyAsync(Guid id, long version, Func<Film?, Film> change) => Films.ApplyAsync([new(id, version, change)], Stop);

    private static Film NewFilm(long version, string title) => new() { MovieVersion = version, Title = title, Available = true };

    private async Task<string?> TitleOfAsync(Guid id) => (await Films.FindManyAsync([id], Stop))[id].Title;
}

public sealed class EmbeddedFilmStoreTests() : FilmStoreContract(StorageForm.Embedded);

public sealed class MongoFilmStoreTests() : FilmStoreContract(StorageForm.Mongo);
