using FilmStreaming.Messaging;
using FilmStreaming.Messaging.RabbitMq;
using FilmStreaming.ServiceDefaults;
using Microsoft.Extensions.Options;
using MongoDB.Driver;
using RabbitMQ.Client;

namespace FilmStreaming.Tests.Infrastructure;

/// <summary>The real MongoDB, RabbitMQ and Redis, where the environment names them.</summary>
internal static class RealServers
{
    /// <summary>The connection string; skips the running test, saying why, where it is not set.</summary>
    /// <param name="name">One of <see cref="ResourceNames"/>.</param>
    public static string Require(string name)
    {
        var value = Environment.GetEnvironmentVariable($"ConnectionStrings__{name}");
        Assert.SkipWhen(string.IsNullOrEmpty(value), $"needs a real server: ConnectionStrings__{name} is not set");
        return value!;
    }

    /// <summary>A database of the test's own on the real MongoDB.</summary>
    public static MongoUrl Database(string name) => new MongoUrlBuilder(Require(ResourceNames.Mongo)) { DatabaseName = name }.ToMongoUrl();

    /// <summary>Removes the databases and queues that a platform of this name left behind.</summary>
    public static async Task DropAsync(string name)
    {
        using var mongo = new MongoClient(Require(ResourceNames.Mongo));
        foreach (var database in new[] { ResourceNames.MovieDb, ResourceNames.UserDb })
            await mongo.DropDatabaseAsync($"{name}-{database}");
        var options = new MessagingOptions { Prefix = name };
        options.SetDefaults();
        await DeleteQueuesAsync(new(Options.Create(options)), ["userapi.films", "userapi.mail", "userapi.bulk-mail", "userapi.sessions"]);
    }

    /// <summary>Removes the exchange, and the queues of these subscriptions.</summary>
    public static async Task DeleteQueuesAsync(Topology topology, IEnumerable<string> subscriptions)
    {
        await using var connection = await new ConnectionFactory { Uri = new(Require(ResourceNames.Messaging)) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        foreach (var subscription in subscriptions)
        {
            await channel.QueueDeleteAsync(topology.QueueOf(subscription));
            await channel.QueueDeleteAsync(topology.DeadLetterQueueOf(subscription));
            foreach (var delay in topology.RetryDelays)
                await channel.QueueDeleteAsync(topology.RetryQueueOf(subscription, delay));
        }

        await channel.ExchangeDeleteAsync(topology.Events);
    }
}
