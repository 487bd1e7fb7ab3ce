using FilmStreaming.Messaging;
using FilmStreaming.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;

namespace FilmStreaming.Bench.Scenarios;

/// <summary>The broker under a prefix of one run's own: for services, and for the bare client with the same settings.</summary>
internal sealed class Broker : IAsyncDisposable
{
    private readonly string _connectionString = MissingServerException.Require(ResourceNames.Messaging);
    private readonly List<WebApplication> _services = [];
    private readonly List<IConnection> _connections = [];
    private readonly List<string> _queues = [];

    public string Prefix { get; } = $"bench-{Guid.CreateVersion7():N}";

    /// <summary>The product's defaults.</summary>
    public MessagingOptions Options { get; private set; } = new();

    /// <summary>Starts a service and waits until it is connected.</summary>
    /// <param name="configure">What it handles and answers.</param>
    /// <param name="subscription">Named for the queues that are to be deleted in the end, if it has one.</param>
    public async Task<IServiceProvider> StartAsync(
        Action<IServiceCollection> configure, string? subscription, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(
            [new($"ConnectionStrings:{ResourceNames.Messaging}", _connectionString), new("Messaging:Prefix", Prefix)]);
        builder.AddMessaging();
        configure(builder.Services);
        var app = builder.Build();
        _services.Add(app);
        Options = app.Services.GetRequiredService<IOptions<MessagingOptions>>().Value;
        if (subscription is not null)
            _queues.AddRange(QueuesOf(Prefix, subscription, Options));

        await app.StartAsync(cancellationToken);
        var health = app.Services.GetRequiredService<HealthCheckService>();
        while ((await health.CheckHealthAsync(cancellationToken)).Status != HealthStatus.Healthy)
            await Task.Delay(50, cancellationToken);
        return app.Services;
    }

    /// <summary>A connection of its own with a channel as the product opens it: confirms, with the same limit.</summary>
    public async Task<IChannel> OpenChannelAsync(CancellationToken cancellationToken)
    {
        var connection = await new ConnectionFactory { Uri = new(_connectionString) }.CreateConnectionAsync(cancellationToken);
        _connections.Add(connection);
        var channel = await connection.CreateChannelAsync(
            new(
                publisherConfirmationsEnabled: true,
                publisherConfirmationTrackingEnabled: true,
                outstandingPublisherConfirmationsRateLimiter: new ThrottlingRateLimiter(Options.MaxUnconfirmed)),
            cancellationToken);
        await channel.BasicQosAsync(0, (ushort)Options.Prefetch, global: false, cancellationToken);
        return channel;
    }

    /// <summary>Declares a queue as the product does for events, or for requests.</summary>
    /// <returns>Its name.</returns>
    public async Task<string> DeclareAsync(IChannel channel, string name, string type, CancellationToken cancellationToken)
    {
        var queue = $"{Prefix}.{name}";
        var arguments = new Dictionary<string, object?> { ["x-queue-type"] = type };
        await channel.QueueDeclareAsync(
            queue, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: cancellationToken);
        _queues.Add(queue);
        return queue;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services)
            await service.DisposeAsync();
        await DeleteAsync(_connectionString, Prefix, _queues);
        foreach (var connection in _connections)
            await connection.DisposeAsync();
    }

    /// <summary>The queues of a subscription.</summary>
    public static IEnumerable<string> QueuesOf(string prefix, string subscription, MessagingOptions options) =>
    [
        $"{prefix}.{subscription}", $"{prefix}.{subscription}.dead",
        .. options.RetryDelays.Select(delay => $"{prefix}.{subscription}.retry.{delay.TotalMilliseconds}ms"),
    ];

    /// <summary>Removes queues, and the exchange of their prefix.</summary>
    public static async Task DeleteAsync(string connectionString, string prefix, IEnumerable<string> queues)
    {
        await using var connection = await new ConnectionFactory { Uri = new(connectionString) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        foreach (var queue in queues)
            await channel.QueueDeleteAsync(queue);
        await channel.ExchangeDeleteAsync($"{prefix}.events");
    }
}
