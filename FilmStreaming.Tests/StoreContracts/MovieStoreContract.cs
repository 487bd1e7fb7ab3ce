using FilmStreaming.MovieApi.Movies;
using FilmStreaming.MovieApi.Movies.Contracts;
using FilmStreaming.MovieApi.Movies.Storage;
using FilmStreaming.MovieApi.Search;
using FilmStreaming.ServiceDefaults.Paging;
using FilmStreaming.Storage;
using FilmStreaming.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.Tests.StoreContracts;

/// <summary>What <see cref="IMovieStore"/> promises, whichever form stores the films.</summary>
public abstract class MovieStoreContract : IAsyncLifetime
{
    private StoreHost _host = null!;

    private protected IMovieStore Store => _host.Services.GetRequiredService<IMovieStore>();

    private protected StoreHost Host => _host;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private protected abstract Task<StoreHost> OpenAsync();

    public async ValueTask InitializeAsync() => _host = await OpenAsync();

    public virtual async ValueTask DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Insert_ThenFind_GivesTheSameFilm()
    {
        var film = Film("Häxan", 1922, imdb: "tt0013257") with
        {
            Certificates = new Dictionary<string, string> { ["DE"] = "16", ["US"] = "Passed" },
            Rating = new() { Average = 7.6, Votes = 18000 },
            ReleaseDate = new(1922, 9, 18),
            Cast = [new() { Actor = "Maren Pedersen", Character = "Heksen", Order = 0 }],
            Status = MovieStatus.Draft,
            AvailableFrom = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
        };
        var id = await InsertAsync(film);

        Assert.Equivalent(film, (await Store.Documents.FindAsync(id, Stop))!.Body, strict: true);
    }

    [Theory]
    [InlineData("HAXAN!", 1922, null, "naturalKey")]
    [InlineData("Witchcraft", 1922, "tt0013257", "imdb")]
    [InlineData("Häxan", 1923, null, null)]
    [InlineData("Häxan", null, null, null)]
    public async Task Insert_OfTakenKey_IsRefusedByItsIndex(string title, int? year, string? imdb, string? index)
    {
        await InsertAsync(Film("Häxan", 1922, imdb: "tt0013257"));

        var result = await Store.Documents.InsertAsync(new(Guid.CreateVersion7(), Film(title, year, imdb), []), Stop);

        Assert.Equal(index is null ? new(WriteStatus.Written) : new WriteResult(WriteStatus.Duplicate, index), result);
    }

    [Fact]
    public async Task Delete_TakesTheFilmOutOfListsAndFreesItsKeys()
    {
        var film = Film("Häxan", 1922, imdb: "tt0013257");
        var id = await InsertAsync(film);

        await Store.Documents.UpdateAsync(id, 1, film.Delete(film.UpdatedAt), [], Stop);

        Assert.Equal(0, (await Store.ListAsync(new(null, null, 10), Stop)).Total);
        Assert.Empty((await Store.ListAsync(new(["haxan"], null, 10), Stop)).Items);
        Assert.Null(await Store.Documents.FindByAsync(MovieCollection.ByImdb, "tt0013257", Stop));
        Assert.NotNull((await Store.Documents.FindAsync(id, Stop))!.Body.DeletedAt);
        await InsertAsync(film);
    }

    [Theory]
    [InlineData(MovieStatus.Published, 1)]
    [InlineData(MovieStatus.Draft, 0)]
    [InlineData(MovieStatus.Archived, 0)]
    public async Task List_ForViewers_HasPublishedFilmsOnly(MovieStatus status, int count)
    {
        await InsertAsync(Film("Häxan", 1922) with { Status = status });

        foreach (var words in (string[]?[])[null, ["haxan"]])
        {
            var viewers = await Store.ListAsync(new(words, null, 10), Stop);
            Assert.Equal((count, count), (viewers.Items.Count, viewers.Total));
            Assert.Equal(1, (await Store.ListAsync(new(words, null, 10, Audience.Editors), Stop)).Total);
        }
    }

    [Fact]
    public async Task Restore_AfterItsKeyWasTaken_IsRefusedByItsIndex()
    {
        var film = Film("Häxan", 1922, imdb: "tt0013257");
        var id = await InsertAsync(film);
        await Store.Documents.UpdateAsync(id, 1, film.Delete(film.UpdatedAt), [], Stop);
        var taker = await InsertAsync(Film("Witchcraft", 1922, imdb: "tt0013257"));

        var refused = await Store.Documents.UpdateAsync(id, 2, film.Delete(film.UpdatedAt).Restore(film.UpdatedAt), [], Stop);
        await Store.Documents.DeleteAsync(taker, Stop);
        var restored = await Store.Documents.UpdateAsync(id, 2, film.Delete(film.UpdatedAt).Restore(film.UpdatedAt), [], Stop);

        Assert.Equal(new(WriteStatus.Duplicate, "imdb"), refused);
        Assert.Equal(WriteStatus.Written, restored.Status);
        Assert.Equivalent(film, (await Store.Documents.FindByAsync(MovieCollection.ByImdb, "tt0013257", Stop))!.Body, strict: true);
    }

    [Fact]
    public async Task List_SortsByFoldedTitleThenId_AndStartsBehindThePosition()
    {
        foreach (var (title, year) in ((string, int)[])[("b", 1), ("É", 2), ("a", 3), ("B", 4), ("c", 5)])
            await InsertAsync(Film(title, year + 1900));

        var all = await Store.ListAsync(new(null, null, 10), Stop);

        Assert.Equal([1903, 1901, 1904, 1905, 1902], all.Items.Select(document => document.Body.ReleaseYear));
        for (var i = 0; i < all.Items.Count; i++)
        {
            var position = new Cursor(all.Items[i].Body.Keys!.SortTitle, all.Items[i].Id);
            var rest = await Store.ListAsync(new(null, position, 2), Stop);
            Assert.Equal(all.Items.Skip(i + 1).Take(2).Select(document => document.Id), rest.Items.Select(document => document.Id));
            Assert.Equal(5, rest.Total);
        }
    }

    [Theory]
    [InlineData("the gen", 1)]
    [InlineData("general the", 1)]
    [InlineData("g", 2)]
    [InlineData("eneral", 0)]
    [InlineData("the general x", 0)]
    public async Task List_OfWords_MatchesEachAsAPrefix(string query, int count)
    {
        await InsertAsync(Film("The General", 1926));
        await InsertAsync(Film("Greed", 1924));
        await InsertAsync(Film("Faust", 1926));

        var found = await Store.ListAsync(new(FoldedText.Words(query), null, 10), Stop);

        Assert.Equal((count, count), (found.Items.Count, found.Total));
    }

    [Fact]
    public async Task List_OfNoWords_FindsNothing()
    {
        await InsertAsync(Film("Faust", 1926));

        Assert.Equal(0, (await Store.ListAsync(new([], null, 10), Stop)).Total);
    }

    private protected static Movie Film(string title, int? year, string? imdb = null) => Movie.Create(
        new() { Title = title, ReleaseYear = year, ExternalIds = imdb is null ? null : new() { Imdb = imdb } },
        TimeProvider.System.GetStoredNow());

    private protected async Task<Guid> InsertAsync(Movie film)
    {
        var id = Guid.CreateVersion7();
        Assert.Equal(WriteStatus.Written, (await Store.Documents.InsertAsync(new(id, film, []), Stop)).Status);
        return id;
    }

    private protected static void AddCollection(DocumentDatabaseBuilder database) => database
        .AddStore<Movie, IMovieStore, MongoMovieStore, EmbeddedMovieStore>(MovieCollection.Definition)
        .AddSearchStores();
}

public sealed class EmbeddedMovieStoreTests : MovieStoreContract
{
    private readonly TemporaryFolder _folder = new();

    private protected override Task<StoreHost> OpenAsync() => StoreHost.StartEmbeddedAsync(_folder.FullPath, AddCollection);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }
}
