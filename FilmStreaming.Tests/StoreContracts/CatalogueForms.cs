using System.Collections.Concurrent;
using FilmStreaming.Messaging.Outbox;
using FilmStreaming.MovieApi.Discovery;
using FilmStreaming.MovieApi.Discovery.Storage;
using FilmStreaming.MovieApi.Movies;
using FilmStreaming.MovieApi.Movies.Storage;
using FilmStreaming.MovieApi.Search;
using FilmStreaming.Storage;
using FilmStreaming.Storage.Mongo;
using FilmStreaming.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using MongoDB.Bson;
using MongoDB.Bson.Serialization;
using MongoDB.Driver;
using MongoDB.Driver.Core.Events;

namespace FilmStreaming.Tests.StoreContracts;

/// <summary>A catalogue in one of the forms of storage.</summary>
internal interface ICatalogueForm : IAsyncDisposable
{
    IDocuments<Movie> Films { get; }

    ICatalogueQueries Queries { get; }

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
    private MongoClient? _client;
    private MongoCatalogueSample? _sample;

    public IDocuments<Movie> Films => _host!.Services.GetRequiredService<IMovieStore>().Documents;

    public ICatalogueQueries Queries { get; private set; } = null!;

    /// <summary>The commands that the queries have sent.</summary>
    public ConcurrentQueue<BsonDocument> Commands { get; } = new();

    public IMongoDatabase Database => _host!.Services.GetRequiredService<IMongoDatabase>();

    public async Task OpenAsync()
    {
        _host = await StoreHost.StartMongoAsync(EmbeddedCatalogue.AddCollection);
        var settings = MongoClientSettings.FromConnectionString(RealServers.Require("mongo"));
        settings.ClusterConfigurator = cluster => cluster.Subscribe<CommandStartedEvent>(
            started => Commands.Enqueue(BsonSerializer.Deserialize<BsonDocument>(started.Command.ToBson())));
        _client = new(settings);
        var documents = new MongoDocuments<Movie>(
            _client.GetDatabase(Database.DatabaseNamespace.DatabaseName), MovieCollection.Definition, new OutboxSignal(), TimeProvider.System, []);
        var options = Options.Create(new DiscoveryOptions { SampleSize = 50 });
        _sample = new(documents, options, TimeProvider.System, NullLogger<MongoCatalogueSample>.Instance);
        Queries = new MongoCatalogueQueries(documents, _sample, options);
    }

    public Task AddedAsync() => _sample!.TakeAsync(TestContext.Current.CancellationToken);

    /// <summary>Holds that every read that was sent is answered by an index.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> ExplainReadsAsync()
    {
        var reads = Commands.Where(command => command.GetElement(0).Name is "find" or "aggregate").ToList();
        foreach (var read in reads)
        {
            foreach (var name in (string[])["lsid", "$db", "$clusterTime", "$readPreference", "maxTimeMS"])
                read.Remove(name);
            var explained = await Database.RunCommandAsync<BsonDocument>(
                new BsonDocument("explain", read), cancellationToken: TestContext.Current.CancellationToken);
            var plan = explained["queryPlanner"]["winningPlan"].ToJson();
            Assert.True(
                plan.Contains("IXSCAN", StringComparison.Ordinal) && !plan.Contains("COLLSCAN", StringComparison.Ordinal), $"{read}: {plan}");
        }

        return reads.Count;
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
        _sample?.Dispose();
        _client?.Dispose();
    }
}
