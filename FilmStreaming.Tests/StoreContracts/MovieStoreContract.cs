using FilmStreaming.MovieApi.Movies;
using FilmStreaming.MovieApi.Movies.Contracts;
using FilmStreaming.MovieApi.Movies.Storage;
using FilmStreaming.MovieApi.Search;
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

    private protected static CancellationToken Stop => TestContext.Current.CancellationToken;

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
    public async Task Delete_FreesTheKeysOfTheFilm()
    {
        var film = Film("Häxan", 1922, imdb: "tt0013257");
        var id = await InsertAsync(film);

        await Store.Documents.UpdateAsync(id, 1, film.Delete(film.UpdatedAt), [], Stop);

        Assert.Null(await Store.Documents.FindByAsync(MovieCollection.ByImdb, "tt0013257", Stop));
        Assert.NotNull((await Store.Documents.FindAsync(id, Stop))!.Body.DeletedAt);
        await InsertAsync(film);
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
