using FilmStreaming.Messaging;
using FilmStreaming.Messaging.Events;
using FilmStreaming.Messaging.InProcess;
using FilmStreaming.Messaging.RabbitMq;
using FilmStreaming.Messaging.Requests;
using FilmStreaming.Tests.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;

namespace FilmStreaming.Tests.TransportContracts;

/// <summary>Services of one test, connected by RabbitMQ under a prefix of their own, or by a bus of their own.</summary>
/// <param name="broker">The connection string; null for the bus.</param>
internal sealed class MessagingNetwork(string? broker) : IAsyncDisposable
{
    private readonly InProcessBus _bus = new();
    private readonly List<WebApplication> _services = [];
    private readonly HashSet<string> _subscriptions = [];

    public string Prefix { get; } = $"test-{Guid.CreateVersion7():N}";

    /// <summary>What the services declare on the broker.</summary>
    public Topology Topology => new(Options.Create(new MessagingOptions
    {
        Prefix = Prefix,
        RetryDelays = [TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(100)],
    }));

    /// <summary>Starts a service and waits until it is ready.</summary>
    public async Task<WebApplication> StartAsync(
        Action<IServiceCollection>? configure = null, Action<MessagingOptions>? options = null, bool untilReady = true)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([
            new("ConnectionStrings:messaging", broker ?? ""),
            new("Messaging:Prefix", Prefix),
            new("Messaging:RetryDelays:0", "00:00:00.050"),
            new("Messaging:RetryDelays:1", "00:00:00.100"),
            new("Messaging:InProcessRetryDelays:0", "00:00:00.050"),
            new("Messaging:InProcessRetryDelays:1", "00:00:00.100"),
        ]);
        builder.Services.AddSingleton(_bus);
        builder.AddMessaging();
        configure?.Invoke(builder.Services);
        if (options is not null)
            builder.Services.Configure(options);

        var app = builder.Build();
        _services.Add(app);
        _subscriptions.UnionWith(app.Services.GetServices<EventSubscription>().Select(subscription => subscription.Name));
        await app.StartAsync(TestContext.Current.CancellationToken);
        if (untilReady)
            await ReadyAsync(app);
        return app;
    }

    public static Task ReadyAsync(WebApplication app)
    {
        var health = app.Services.GetRequiredService<HealthCheckService>();
        return Eventually.GetAsync("readiness", FaultsAsync, faults => faults.Length == 0);

        async Task<string> FaultsAsync()
        {
            var report = await health.CheckHealthAsync(TestContext.Current.CancellationToken);
            return string.Join("; ", report.Entries
                .Where(entry => entry.Value.Status != HealthStatus.Healthy)
                .Select(entry => $"{entry.Key}: {entry.Value.Description}"));
        }
    }

    /// <summary>What the subscription gave up, with the reason.</summary>
    public async Task<IReadOnlyList<(string Id, string Reason)>> DeadLettersAsync(string subscription)
    {
        if (broker is null)
        {
            return [.. _bus.DeadLetters.Where(letter => letter.Subscription == subscription)
                .Select(letter => (letter.Message.Id.ToString(), letter.Failure.Reason))];
        }

        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        var letters = new List<(string, string)>();
        while (await channel.BasicGetAsync(Topology.DeadLetterQueueOf(subscription), autoAck: false) is { } letter)
        {
            letters.Add((
                letter.BasicProperties.MessageId ?? "", CloudEventCodec.Header(letter.BasicProperties, FailureHeaders.Reason) ?? ""));
        }

        return letters;
    }

    public Task<IConnection> ConnectAsync() => new ConnectionFactory { Uri = new(broker!) }.CreateConnectionAsync();

    public async Task StopAsync()
    {
        foreach (var service in _services)
            await service.DisposeAsync();
        _services.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (broker is not null)
            await RealServers.DeleteQueuesAsync(Topology, _subscriptions);
    }
}

/// <summary>What the tests ask a running service for.</summary>
internal static class MessagingNetworkExtensions
{
    public static Task PublishAsync(this WebApplication app, params EventMessage[] events) =>
        app.Services.GetRequiredService<IEventPublisher>().PublishAsync(events, TestContext.Current.CancellationToken);

    public static Task<TReply> AskAsync<TRequest, TReply>(
        this WebApplication app,
        RequestContract<TRequest, TReply> contract,
        TRequest request,
        CancellationToken? cancellationToken = null) =>
        app.Services.GetRequiredService<IRequestClient>()
            .AskAsync(contract, request, cancellationToken ?? TestContext.Current.CancellationToken);
}
