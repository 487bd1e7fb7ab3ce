using FilmStreaming.Messaging.Broadcasts;
using FilmStreaming.Messaging.Events;
using FilmStreaming.Messaging.Requests;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;

namespace FilmStreaming.Messaging.RabbitMq;

/// <summary>The connection for everything that is received: one channel per subscription and per request that is answered.</summary>
internal sealed class ConsumingLink(
    IConnectionFactory factory,
    IHostEnvironment environment,
    Topology topology,
    EventDispatcher events,
    BroadcastDispatcher broadcasts,
    RequestDispatcher requests,
    FailedEvents failed,
    PublishingLink publishing,
    IOptions<MessagingOptions> options,
    TimeProvider clock,
    ILoggerFactory loggers)
    : RabbitMqLink("consuming", factory, environment, options, clock, loggers.CreateLogger<ConsumingLink>())
{
    private readonly List<Consumer> _consumers = [];

    /// <summary>Whether this service receives anything.</summary>
    public bool IsNeeded => events.Subscriptions.Count > 0 || broadcasts.Types.Count > 0 || requests.Names.Count > 0;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        IsNeeded ? base.ExecuteAsync(stoppingToken) : Task.CompletedTask;

    protected override async Task OpenAsync(IConnection connection, Action<string> lost, CancellationToken cancellationToken)
    {
        await using (var declaring = await connection.CreateChannelAsync(cancellationToken: cancellationToken))
        {
            await topology.DeclareEventsAsync(declaring, cancellationToken);
            foreach (var subscription in events.Subscriptions)
                await topology.DeclareSubscriptionAsync(declaring, subscription.Key, subscription, cancellationToken);
        }

        foreach (var subscription in events.Subscriptions)
        {
            var queue = topology.QueueOf(subscription.Key);
            await StartAsync(channel => new EventConsumer(
                channel, queue, subscription.Key, events, failed, Options, Clock, loggers.CreateLogger<EventConsumer>()));
        }

        foreach (var request in requests.Names)
        {
            var queue = topology.RequestQueueOf(request);
            await StartAsync(channel => new RequestConsumer(
                channel, queue, request, requests, publishing, Options, Clock, loggers.CreateLogger<RequestConsumer>()));
        }

        if (broadcasts.Types.Count > 0)
        {
            await StartAsync(channel => new BroadcastConsumer(
                channel, topology.NewReplicaQueue(), broadcasts, Options, Clock, loggers.CreateLogger<BroadcastConsumer>()));
        }

        async Task StartAsync(Func<IChannel, Consumer> create)
        {
            var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
            channel.ChannelShutdownAsync += (_, shutdown) =>
            {
                lost(shutdown.ReplyText);
                return Task.CompletedTask;
            };
            var consumer = create(channel);
            _consumers.Add(consumer);
            await consumer.StartAsync(topology, lost, cancellationToken);
        }
    }

    protected override async Task CloseAsync(bool stopping)
    {
        await Task.WhenAll(_consumers.Select(consumer => consumer.StopAsync(stopping)));
        _consumers.ForEach(consumer => consumer.Dispose());
        _consumers.Clear();
    }
}
