using System.Collections.Concurrent;
using FilmStreaming.Messaging.Outbox;
using FilmStreaming.Storage;
using FilmStreaming.Storage.Mongo;
using FilmStreaming.Tests.Infrastructure;
using MongoDB.Bson;
using MongoDB.Bson.Serialization;
using MongoDB.Driver;
using MongoDB.Driver.Core.Events;

namespace FilmStreaming.Tests.StoreContracts;

/// <summary>A client of its own to a database on the real server, which knows what is sent.</summary>
internal sealed class ObservedMongo : IDisposable
{
    private readonly MongoClient _client;
    private readonly string _database;

    public ObservedMongo(string database)
    {
        _database = database;
        var settings = MongoClientSettings.FromConnectionString(RealServers.Require("mongo"));
        settings.ClusterConfigurator = cluster => cluster.Subscribe<CommandStartedEvent>(
            started => Commands.Enqueue(BsonSerializer.Deserialize<BsonDocument>(started.Command.ToBson())));
        _client = new(settings);
    }

    /// <summary>The commands that were sent.</summary>
    public ConcurrentQueue<BsonDocument> Commands { get; } = new();

    public MongoDocuments<T> Documents<T>(CollectionDefinition<T> definition)
        where T : class => new(_client.GetDatabase(_database), definition, new OutboxSignal(), TimeProvider.System, []);

    /// <summary>Holds that every read that was sent is answered by an index.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> ExplainReadsAsync()
    {
        var reads = Commands.Where(command => command.GetElement(0).Name is "find" or "aggregate").ToList();
        foreach (var read in reads)
        {
            foreach (var name in (string[])["lsid", "$db", "$clusterTime", "$readPreference", "maxTimeMS"])
                read.Remove(name);
            var explained = await _client.GetDatabase(_database).RunCommandAsync<BsonDocument>(
                new BsonDocument("explain", read), cancellationToken: TestContext.Current.CancellationToken);
            var plan = explained["queryPlanner"]["winningPlan"].ToJson();
            Assert.True(
                plan.Contains("IXSCAN", StringComparison.Ordinal) && !plan.Contains("COLLSCAN", StringComparison.Ordinal), $"{read}: {plan}");
        }

        return reads.Count;
    }

    public void Dispose() => _client.Dispose();
}
