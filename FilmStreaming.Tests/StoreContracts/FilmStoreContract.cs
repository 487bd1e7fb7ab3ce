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
        await Films.ApplyAsync(known, 1, _ => film, Stop);

        var found = await Films.FindManyAsync([known, unknown], Stop);

        Assert.Equal(film, Assert.Single(found, pair => pair.Key == known).Value);
        Assert.Empty(await Films.FindManyAsync([], Stop));
    }

    [Fact]
    public async Task Apply_OfOlderOrSameVersion_ChangesNothing()
    {
        var id = Guid.CreateVersion7();
        await Films.ApplyAsync(id, 3, _ => NewFilm(3, "third"), Stop);

        foreach (var version in new[] { 1, 2, 3 })
            await Films.ApplyAsync(id, version, _ => NewFilm(version, "late"), Stop);
        Assert.Equal("third", await TitleOfAsync(id));

        await Films.ApplyAsync(id, 4, known => known! with { MovieVersion = 4, Title = known.Title + " and fourth" }, Stop);
        Assert.Equal("third and fourth", await TitleOfAsync(id));
    }

    [Fact]
    public async Task Apply_OfManyVersionsAtOnce_EndsWithTheNewest()
    {
        var id = Guid.CreateVersion7();

        await Task.WhenAll(Enumerable.Range(1, 12).Select(version =>
            Task.Run(() => Films.ApplyAsync(id, version, _ => NewFilm(version, $"title {version}"), Stop), Stop)));

        Assert.Equal("title 12", await TitleOfAsync(id));
    }

    private static Film NewFilm(long version, string title) => new() { MovieVersion = version, Title = title, Available = true };

    private async Task<string?> TitleOfAsync(Guid id) => (await Films.FindManyAsync([id], Stop))[id].Title;
}

public sealed class EmbeddedFilmStoreTests() : FilmStoreContract(StorageForm.Embedded);

public sealed class MongoFilmStoreTests() : FilmStoreContract(StorageForm.Mongo);
