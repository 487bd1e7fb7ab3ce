using FilmStreaming.MovieApi.Movies;
using FilmStreaming.MovieApi.Movies.Storage;
using FilmStreaming.MovieApi.Search;
using FilmStreaming.MovieApi.Search.Vocabulary;
using FilmStreaming.Storage;
using FilmStreaming.Storage.Mongo;
using FilmStreaming.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using MongoDB.Bson;

namespace FilmStreaming.Tests.StoreContracts;

/// <summary>What <see cref="IVocabularyStore"/> promises, whichever form stores the words.</summary>
public abstract class VocabularyStoreContract : IAsyncLifetime
{
    private protected StoreHost Host { get; private set; } = null!;

    private protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    private protected IVocabularyStore Store => Host.Services.GetRequiredService<IVocabularyStore>();

    private protected abstract Task<StoreHost> OpenAsync();

    public async ValueTask InitializeAsync() => Host = await OpenAsync();

    public virtual async ValueTask DisposeAsync()
    {
        if (Host is not null)
            await Host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Add_OfAWordThatIsThere_ChangesNothing()
    {
        await Store.AddAsync(["metropolis", "m"], Stop);
        await Store.AddAsync(["m", "metro"], Stop);

        Assert.Equal(["m", "metro", "metropolis"], await Store.BeginningWithAsync("m", 10, Stop));
    }

    [Fact]
    public async Task Add_OfTheSameWordsAtOnce_AddsEachOnce()
    {
        var words = Enumerable.Range(0, 50).Select(i => $"word{i:00}").ToList();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Store.AddAsync(words, Stop)));

        Assert.Equal(words, await Store.BeginningWithAsync("word", 100, Stop));
    }

    [Fact]
    public async Task Add_OfAsManyAsAreAllowed_AddsAll()
    {
        await Store.AddAsync([.. Enumerable.Range(0, IVocabularyStore.MaxAdded).Select(i => $"w{i}")], Stop);

        Assert.Equal(IVocabularyStore.MaxAdded, (await Store.BeginningWithAsync("w", 2 * IVocabularyStore.MaxAdded, Stop)).Count);
    }

    [Theory]
    [InlineData("ka", "kanal", "kapo", "kapò")]
    [InlineData("kapos")]
    [InlineData("$where")]
    [InlineData(".*")]
    [InlineData("\0")]
    [InlineData("千と", "千と千尋の神隠し")]
    public async Task BeginningWith_GivesWordsInOrdinalOrder(string beginning, params string[] words)
    {
        await Store.AddAsync(["kapò", "kapo", "kanal", "k", "lola", "千と千尋の神隠し"], Stop);

        Assert.Equal(words, await Store.BeginningWithAsync(beginning, 10, Stop));
        Assert.Equal(Math.Min(1, words.Length), (await Store.BeginningWithAsync(beginning, 1, Stop)).Count);
    }

    [Fact]
    public async Task Find_GivesTheWordsThatThereAre()
    {
        await Store.AddAsync(["metropolis", "m", "ma"], Stop);

        Assert.Equal(["m", "metropolis"], (await Store.FindAsync(["metropolis", "m", "metro", "$where"], Stop)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("matirx", "matrix")]
    [InlineData("marix", "matrix", "marie")]
    [InlineData("incepton", "inception")]
    [InlineData("zzzzzz")]
    public async Task Sharing_GivesAtLeastTheSimilarWords(string typed, params string[] words)
    {
        await Store.AddAsync(["matrix", "marie", "inception", "zorro"], Stop);

        var found = await Store.SharingAsync(Deletions.Of(typed), 100, Stop);

        Assert.Superset(words.ToHashSet(), found.ToHashSet());
        Assert.DoesNotContain("zorro", found);
        Assert.Equal(found.Distinct(), found);
    }

    private protected static void AddCollections(DocumentDatabaseBuilder database) => database
        .AddStore<Movie, IMovieStore, MongoMovieStore, EmbeddedMovieStore>(MovieCollection.Definition)
        .AddSearchStores();
}

public sealed class EmbeddedVocabularyStoreTests : VocabularyStoreContract
{
    private readonly TemporaryFolder _folder = new();

    private protected override Task<StoreHost> OpenAsync() => StoreHost.StartEmbeddedAsync(_folder.FullPath, AddCollections);

    [Fact]
    public async Task Words_OfAnEarlierRun_AreThere()
    {
        await Store.AddAsync(["metropolis"], Stop);
        await Host.CloseAsync();

        await using var next = await OpenAsync();
        var store = next.Services.GetRequiredService<IVocabularyStore>();

        Assert.Equal(["metropolis"], await store.BeginningWithAsync("met", 10, Stop));
        Assert.Equal(["metropolis"], await store.SharingAsync(Deletions.Of("metopolis"), 10, Stop));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }
}

public sealed class MongoVocabularyStoreTests : VocabularyStoreContract
{
    private protected override Task<StoreHost> OpenAsync() => StoreHost.StartMongoAsync(AddCollections);

    [Theory]
    [InlineData("""{ "body.text": { "$gte": "met", "$lt": "met\uffff" } }""", "text")]
    [InlineData("""{ "body.deletions": { "$in": ["metrop", "etropo"] } }""", "deletions")]
    public async Task Query_IsAnsweredByItsIndex(string filter, string index)
    {
        // The engine scans a collection of a few documents, because that is faster.
        await Store.AddAsync([.. Enumerable.Range(0, 1000).Select(i => $"word{i}")], Stop);
        var collection = Host.Services.GetRequiredService<MongoDocuments<VocabularyWord>>().Collection;

        var plan = await collection.Database.RunCommandAsync<BsonDocument>(
            new BsonDocument("explain", new BsonDocument { ["find"] = "vocabulary", ["filter"] = BsonDocument.Parse(filter) }),
            cancellationToken: Stop);

        var winner = plan["queryPlanner"]["winningPlan"].ToJson();
        Assert.Contains($"\"indexName\" : \"{index}\"", winner, StringComparison.Ordinal);
        Assert.DoesNotContain("COLLSCAN", winner, StringComparison.Ordinal);
    }
}
