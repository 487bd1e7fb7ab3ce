using FilmStreaming.MovieApi.Discovery;
using FilmStreaming.MovieApi.Discovery.Storage;
using FilmStreaming.MovieApi.Movies;
using FilmStreaming.MovieApi.Movies.Storage;
using FilmStreaming.MovieApi.Search;
using FilmStreaming.MovieApi.Search.Vocabulary;
using FilmStreaming.Storage;
using FilmStreaming.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using MongoDB.Driver;

namespace FilmStreaming.Tests.StoreContracts;

/// <summary>A catalogue in one of the forms of storage.</summary>
internal interface ICatalogueForm : IAsyncDisposable
{
    IDocuments<Movie> Films { get; }

    ICatalogueQueries Queries { get; }

    IVocabularyStore Words { get; }

    Task OpenAsync();

    /// <summary>Lets the queries know that there are other films now.</summary>
    Task AddedAsync();
}

internal sealed class EmbeddedCatalogue : ICatalogueForm
{
    private readonly TemporaryFolder _folder = new();
    private StoreHost? _host;

    public IDocuments<Movie> Films => _host!.Services.GetRequiredService<IMovieStore>().Documents;

    public ICatalogueQueries Queries => _host!.Services.GetRequiredService<ICatalogueQueries>();

    public IVocabularyStore Words => _host!.Services.GetRequiredService<IVocabularyStore>();

    public async Task OpenAsync() => _host = await StoreHost.StartEmbeddedAsync(_folder.FullPath, AddCollection);

    public Task AddedAsync() => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
        _folder.Dispose();
    }

    public static void AddCollection(DocumentDatabaseBuilder database) => database
        .AddStore<Movie, IMovieStore, MongoMovieStore, EmbeddedMovieStore>(MovieCollection.Definition)
        .AddSearchStores()
        .AddCatalogueQueries();
}

/// <summary>With a sample that knows one film of several, so that lists take several stretches; and with what is sent.</summary>
internal sealed class MongoCatalogue : ICatalogueForm
{
    private StoreHost? _host;
    private MongoCatalogueSample? _sample;

    public IDocuments<Movie> Films => _host!.Services.GetRequiredService<IMovieStore>().Documents;

    public ICatalogueQueries Queries { get; private set; } = null!;

    /// <summary>What the queries send.</summary>
    public ObservedMongo Mongo { get; private set; } = null!;

    public IVocabularyStore Words => _host!.Services.GetRequiredService<IVocabularyStore>();

    public async Task OpenAsync()
    {
        _host = await StoreHost.StartMongoAsync(EmbeddedCatalogue.AddCollection);
        Mongo = new(_host.Services.GetRequiredService<IMongoDatabase>().DatabaseNamespace.DatabaseName);
        var documents = Mongo.Documents(MovieCollection.Definition);
        var options = Options.Create(new DiscoveryOptions { SampleSize = 50 });
        _sample = new(documents, options, TimeProvider.System, NullLogger<MongoCatalogueSample>.Instance);
        Queries = new MongoCatalogueQueries(documents, _sample, options);
    }

    public Task AddedAsync() => _sample!.TakeAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
        _sample?.Dispose();
        Mongo?.Dispose();
    }
}
