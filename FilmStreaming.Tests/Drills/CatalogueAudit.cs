using FilmStreaming.Messaging;
using FilmStreaming.Messaging.RabbitMq;
using FilmStreaming.ServiceDefaults;
using FilmStreaming.Tests.Infrastructure;
using Microsoft.Extensions.Options;
using MongoDB.Bson;
using MongoDB.Driver;
using RabbitMQ.Client;

namespace FilmStreaming.Tests.Drills;

/// <summary>Where the writes of a ledger have got to.</summary>
/// <param name="Lost">Films that are not in the projection as their last acknowledged write left them, or later.</param>
/// <param name="Doubled">Writes and events that took effect twice.</param>
/// <param name="Superseded">Events that had no effect, because a later one was there before them.</param>
/// <param name="Pending">Films with events in the outbox, and films that projection and catalogue know in different versions.</param>
/// <param name="Queued">Events in the queue and its retry queues.</param>
/// <param name="DeadLettered">Events that were given up.</param>
internal sealed record AuditResult(int Lost, long Doubled, long Superseded, int Pending, long Queued, long DeadLettered)
{
    public bool IsSettled => this is { Pending: 0, Queued: 0 };
}

/// <summary>Compares a ledger with the Movie API's database, the broker, and the User API's projection.</summary>
internal sealed class CatalogueAudit(string platform, Ledger ledger) : IDisposable
{
    private const string Subscription = "userapi.films";

    private readonly MongoClient _mongo = new(RealServers.Require(ResourceNames.Mongo));

    private IMongoCollection<BsonDocument> Projection =>
        _mongo.GetDatabase($"{platform}-{ResourceNames.UserDb}").GetCollection<BsonDocument>("films");

    private IMongoCollection<BsonDocument> Catalogue =>
        _mongo.GetDatabase($"{platform}-{ResourceNames.MovieDb}").GetCollection<BsonDocument>("movies");

    /// <summary>Takes out of <paramref name="expected"/> what has arrived in the projection.</summary>
    /// <returns>Whether all has.</returns>
    public async Task<bool> HasArrivedAsync(Dictionary<Guid, FilmState> expected)
    {
        foreach (var (film, state) in await ReadAsync(Projection, document => document["body"]["movieVersion"], expected.Keys))
        {
            if (state.Film.Version >= expected[film].Version)
                expected.Remove(film);
        }

        return expected.Count == 0;
    }

    public async Task<AuditResult> AuditAsync()
    {
        var catalogue = await ReadAsync(Catalogue, document => document["version"]);
        var projection = await ReadAsync(Projection, document => document["body"]["movieVersion"]);
        var (queued, dead) = await CountQueuedAsync();
        return new(
            Lost: ledger.Films.Count(film => !IsKept(projection.GetValueOrDefault(film.Key)?.Film, film.Value)),
            Doubled: ledger.Films.Keys.Sum(film => Excess(catalogue.GetValueOrDefault(film), ledger.HighestVersion(film)))
                + projection.Values.Sum(film => Excess(film, film.Film.Version)),
            Superseded: ledger.Films.Keys.Select(projection.GetValueOrDefault).OfType<Stored>()
                .Sum(film => Math.Max(0, film.Film.Version - film.Writes)),
            Pending: catalogue.Count(film => film.Value.HasPending || film.Value.Film != projection.GetValueOrDefault(film.Key)?.Film),
            queued,
            dead);
    }

    public void Dispose() => _mongo.Dispose();

    private static bool IsKept(FilmState? projected, FilmState acknowledged) =>
        projected is not null && (projected.Version > acknowledged.Version || projected == acknowledged);

    private static long Excess(Stored? film, long expected) => Math.Max(0, (film?.Writes ?? 0) - expected);

    private static async Task<Dictionary<Guid, Stored>> ReadAsync(
        IMongoCollection<BsonDocument> films, Func<BsonDocument, BsonValue> version, IEnumerable<Guid>? ids = null)
    {
        var filter = ids is null
            ? Builders<BsonDocument>.Filter.Empty
            : Builders<BsonDocument>.Filter.In("_id", ids.Select(id => new BsonBinaryData(id, GuidRepresentation.Standard)));
        var documents = await films.Find(filter).ToListAsync(TestContext.Current.CancellationToken);
        return documents.ToDictionary(document => document["_id"].AsGuid, document => new Stored(
            new(version(document).ToInt64(), document["body"]["title"].AsString),
            document["version"].ToInt64(),
            document.TryGetValue("pending", out var pending) && pending.AsBsonArray.Count > 0));
    }

    private async Task<(long Queued, long DeadLettered)> CountQueuedAsync()
    {
        var options = new MessagingOptions { Prefix = platform };
        options.SetDefaults();
        var topology = new Topology(Options.Create(options));
        var stop = TestContext.Current.CancellationToken;
        var factory = new ConnectionFactory { Uri = new(RealServers.Require(ResourceNames.Messaging)) };
        await using var connection = await factory.CreateConnectionAsync(stop);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: stop);
        var queued = (long)await channel.MessageCountAsync(topology.QueueOf(Subscription), stop);
        foreach (var delay in topology.RetryDelays)
            queued += await channel.MessageCountAsync(topology.RetryQueueOf(Subscription, delay), stop);
        return (queued, await channel.MessageCountAsync(topology.DeadLetterQueueOf(Subscription), stop));
    }

    /// <param name="Film">The film.</param>
    /// <param name="Writes">How many writes have changed the document.</param>
    /// <param name="HasPending">Whether its outbox holds events.</param>
    private sealed record Stored(FilmState Film, long Writes, bool HasPending);
}
