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
    /// <param name="maxExamined">The most documents that each may look at; null for any number.</param>
    /// <returns>How many there were.</returns>
    public async Task<int> ExplainReadsAsync(long? maxExamined = null)
    {
        var reads = Commands.Where(command => command.GetElement(0).Name is "find" or "aggregate").ToList();
        foreach (var read in reads)
        {
            foreach (var name in (string[])["lsid", "$db", "$clusterTime", "$readPreference", "maxTimeMS"])
                read.Remove(name);
            var explained = await _client.GetDatabase(_database).RunCommandAsync<BsonDocument>(
                new BsonDocument { ["explain"] = read, ["verbosity"] = "executionStats" }, cancellationToken: TestContext.Current.CancellationToken);
            var plan = explained["queryPlanner"]["winningPlan"].ToJson();
            Assert.True(
                plan.Contains("IXSCAN", StringComparison.Ordinal) && !plan.Contains("COLLSCAN", StringComparison.Ordinal), $"{read}: {plan}");
            Assert.True(maxExamined is null || Examined(explained) <= maxExamined, $"{read} looks at {Examined(explained)} documents.");
        }

        return reads.Count;
    }

    // DocumentDB tells what each step of PostgreSQL's plan gave and left out, of which the steps that read documents gave most.
    private static long Examined(BsonDocument explained) => explained.TryGetValue("executionStats", out var stats)
        && stats.AsBsonDocument.TryGetValue("totalDocsExamined", out var total)
            ? total.ToInt64()
            : Steps(explained["postgres"]["Plan"].AsBsonDocument).Max(step => step["Actual Rows"].ToInt64()
                + step.GetValue("Rows Removed by Filter", 0).ToInt64() + step.GetValue("Rows Removed by Index Recheck", 0).ToInt64());

    private static IEnumerable<BsonDocument> Steps(BsonDocument step) =>
        step.GetValue("Plans", new BsonArray()).AsBsonArray.SelectMany(inner => Steps(inner.AsBsonDocument)).Prepend(step);

    public void Dispose() => _client.Dispose();
}
