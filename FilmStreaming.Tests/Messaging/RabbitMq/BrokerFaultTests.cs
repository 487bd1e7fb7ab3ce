using FilmStreaming.Messaging;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Events;
using FilmStreaming.Messaging.Requests;
using FilmStreaming.Tests.Infrastructure;
using FilmStreaming.Tests.TransportContracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using RabbitMQ.Client;
using static FilmStreaming.Tests.TransportContracts.InboxExtensions;

namespace FilmStreaming.Tests.Messaging.RabbitMq;

/// <summary>A broker that is away, comes back, or is not as expected.</summary>
public sealed class BrokerFaultTests : IAsyncLifetime
{
    private ServerProxy _proxy = null!;
    private MessagingNetwork _network = null!;

    public ValueTask InitializeAsync()
    {
        _proxy = new(RealServers.Require("messaging"));
        _network = new(_proxy.Address);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (_proxy is null)
            return;
        await _network.StopAsync();
        _proxy.Close();
        _proxy.Open();
        await _network.DisposeAsync();
        await _proxy.DisposeAsync();
    }

    [Fact]
    public async Task Start_BrokerIsAway_BecomesReadyWhenItIsThere()
    {
        var inbox = new Inbox();
        var service = await _network.StartAsync(services => services.Subscribe("films", inbox), Impatient, untilReady: false);
        Assert.Equal(HealthStatus.Unhealthy, await HealthAsync(service));
        await Assert.ThrowsAsync<EventPublishException>(() => service.PublishAsync(Updated()));
        await Assert.ThrowsAsync<RequestUnavailableException>(() => service.AskAsync(MovieRequests.Lookup, new([Guid.CreateVersion7()])));

        _proxy.Open();
        await MessagingNetwork.ReadyAsync(service);

        await service.PublishAsync(Updated());
        await inbox.HandledAsync(1);
    }

    [Fact]
    public async Task Connection_IsCut_EveryConfirmedEventIsHandled()
    {
        _proxy.Open();
        var inbox = new Inbox();
        var service = await _network.StartAsync(services => services.Subscribe("films", inbox), Impatient);
        var events = Enumerable.Range(0, 300).Select(_ => Updated()).ToList();

        var publishing = Parallel.ForEachAsync(events, TestContext.Current.CancellationToken, async (message, _) =>
        {
            while (!await TryPublishAsync(service, message))
                await Task.Delay(20, TestContext.Current.CancellationToken);
        });
        for (var cut = 0; cut < 3; cut++)
        {
            await inbox.HandledAsync((cut * 50) + 1);
            _proxy.Cut();
        }

        await publishing;
        await Eventually.GetAsync(
            "handling all 300 events",
            () => Task.FromResult(inbox.Handled.Select(message => message.Id).Intersect(events.Select(message => message.Id)).Count()),
            handled => handled == 300);
    }

    [Fact]
    public async Task Connection_IsCutDuringTheHandshake_IsTriedAgain()
    {
        _proxy.Open();
        var service = await _network.StartAsync(options: Impatient);

        _proxy.Cut();
        foreach (var bytes in new[] { 0, 8, 100, 300 })
            await _proxy.CutAfterAsync(bytes, toServer: bytes == 8, TestContext.Current.CancellationToken);

        await MessagingNetwork.ReadyAsync(service);
    }

    [Fact]
    public async Task Connection_IsCut_HealthIsRedAndThenGreen()
    {
        _proxy.Open();
        var service = await _network.StartAsync(options: Impatient);

        _proxy.Close();
        await Eventually.GetAsync("red health", () => HealthAsync(service), health => health == HealthStatus.Unhealthy);
        _proxy.Open();

        await MessagingNetwork.ReadyAsync(service);
    }

    [Fact]
    public async Task Ask_ConnectionIsCut_IsUnavailableBeforeTheDeadline()
    {
        _proxy.Open();
        var begun = new TaskCompletionSource();
        var service = await _network.StartAsync(
            services => services
                .AddSingleton(new NeverAnswers(begun))
                .AddRequestHandler<NeverAnswers, MovieLookup, MovieLookupReply>(MovieRequests.Lookup),
            Impatient);

        var asking = service.AskAsync(MovieRequests.Lookup with { Deadline = TimeSpan.FromMinutes(30) }, new([Guid.CreateVersion7()]));
        await begun.Task;
        _proxy.Close();

        await Assert.ThrowsAsync<RequestUnavailableException>(() => asking);
    }

    [Fact]
    public async Task Queue_IsDeleted_IsDeclaredAgain()
    {
        _proxy.Open();
        var inbox = new Inbox();
        var service = await _network.StartAsync(services => services.Subscribe("films", inbox), Impatient);
        await using var connection = await _network.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);

        await channel.QueueDeleteAsync(_network.Topology.QueueOf("films"), cancellationToken: TestContext.Current.CancellationToken);
        await Eventually.BeTrueAsync("publishing", () => TryPublishAsync(service, Updated()));

        await inbox.HandledAsync(1);
    }

    [Fact]
    public async Task Start_QueueHasOtherSettings_SaysWhichAndWhatToDo()
    {
        _proxy.Open();
        await using var connection = await _network.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        var queue = _network.Topology.QueueOf("films");
        await channel.QueueDeclareAsync(
            queue, durable: true, exclusive: false, autoDelete: false, cancellationToken: TestContext.Current.CancellationToken);

        var service = await _network.StartAsync(services => services.Subscribe("films", new Inbox()), Impatient, untilReady: false);

        var fault = await Eventually.GetAsync(
            "a clear fault",
            () => DescriptionAsync(service),
            description => description.Contains("other settings", StringComparison.Ordinal));
        Assert.Contains(queue, fault, StringComparison.Ordinal);
        Assert.Contains("Messaging:Prefix", fault, StringComparison.Ordinal);
    }

    private static void Impatient(MessagingOptions options)
    {
        options.ReconnectDelay = TimeSpan.FromMilliseconds(20);
        options.MaxReconnectDelay = TimeSpan.FromMilliseconds(100);
    }

    private static async Task<bool> TryPublishAsync(WebApplication service, EventMessage message)
    {
        try
        {
            await service.PublishAsync(message);
            return true;
        }
        catch (EventPublishException)
        {
            return false;
        }
    }

    private static async Task<HealthStatus> HealthAsync(WebApplication service) => (await CheckAsync(service)).Status;

    private static async Task<string> DescriptionAsync(WebApplication service) => (await CheckAsync(service)).Description ?? "";

    private static async Task<HealthReportEntry> CheckAsync(WebApplication service)
    {
        var report = await service.Services.GetRequiredService<HealthCheckService>()
            .CheckHealthAsync(check => check.Tags.Contains("ready"), TestContext.Current.CancellationToken);
        return report.Entries["messaging"];
    }

    private sealed class NeverAnswers(TaskCompletionSource begun) : IRequestHandler<MovieLookup, MovieLookupReply>
    {
        public async Task<MovieLookupReply> HandleAsync(MovieLookup request, CancellationToken cancellationToken)
        {
            begun.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return new([]);
        }
    }
}
