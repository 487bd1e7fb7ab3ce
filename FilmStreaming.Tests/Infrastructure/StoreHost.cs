using FilmStreaming.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MongoDB.Driver;

namespace FilmStreaming.Tests.Infrastructure;

/// <summary>A host with one document database and nothing else, in the embedded or the real form.</summary>
internal sealed class StoreHost : IAsyncDisposable
{
    public const string Database = "storedb";

    private readonly IHost _host;
    private readonly MongoUrl? _mongo;

    private StoreHost(IHost host, MongoUrl? mongo) => (_host, _mongo) = (host, mongo);

    public IServiceProvider Services => _host.Services;

    /// <summary>A database of its own on the real server, dropped at the end; skips the test where there is none.</summary>
    public static Task<StoreHost> StartMongoAsync(Action<DocumentDatabaseBuilder> collections) =>
        StartMongoAsync($"test-{Guid.CreateVersion7():N}", collections);

    public static Task<StoreHost> StartMongoAsync(string database, Action<DocumentDatabaseBuilder> collections)
    {
        var url = new MongoUrlBuilder(RealServers.Require("mongo")) { DatabaseName = database }.ToMongoUrl();
        return StartAsync(new() { [$"ConnectionStrings:{Database}"] = url.ToString() }, url, collections);
    }

    public static Task<StoreHost> StartEmbeddedAsync(string folder, Action<DocumentDatabaseBuilder> collections) =>
        StartAsync(new() { [$"ConnectionStrings:{Database}"] = "", ["FilmStreaming:DataFolder"] = folder }, null, collections);

    public async ValueTask DisposeAsync()
    {
        if (_mongo is not null)
            await Services.GetRequiredService<IMongoClient>().DropDatabaseAsync(_mongo.DatabaseName);
        await CloseAsync();
    }

    /// <summary>Stops, and leaves what is stored.</summary>
    public async Task CloseAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }

    private static async Task<StoreHost> StartAsync(
        Dictionary<string, string?> settings, MongoUrl? mongo, Action<DocumentDatabaseBuilder> collections)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddLogging();
        collections(builder.AddDocumentDatabase(Database));
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new(host, mongo);
    }
}
