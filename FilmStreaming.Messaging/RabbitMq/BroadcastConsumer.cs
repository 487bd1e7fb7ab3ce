using FilmStreaming.Messaging.Broadcasts;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace FilmStreaming.Messaging.RabbitMq;

/// <summary>Takes the broadcasts of this replica from a queue that lives as long as the connection.</summary>
internal sealed partial class BroadcastConsumer(
    IChannel channel,
    string queue,
    BroadcastDispatcher dispatcher,
    MessagingOptions options,
    TimeProvider clock,
    ILogger<BroadcastConsumer> logger) : Consumer(channel, queue, options, clock, logger)
{
    protected override async Task DeclareAsync(Topology topology, IChannel channel, CancellationToken cancellationToken)
    {
        await topology.DeclareReplicaAsync(channel, Queue, dispatcher.Types, cancellationToken);
        // From here on the queue keeps what comes, so that between asking and listening nothing is missed.
        _ = dispatcher.CatchUpAsync(Stopping);
    }

    protected override void Receive(Delivery delivery) => _ = Task.Run(() => SettleAsync(delivery, () => HandleAsync(delivery)));

    private async Task<Settlement> HandleAsync(Delivery delivery)
    {
        try
        {
            var message = CloudEventCodec.Read(delivery.Properties, delivery.Body.Span);
            await dispatcher.HandleAsync(RabbitMqTransport.SystemName, message, Stopping);
        }
        catch (FormatException e)
        {
            LogUnreadable(e, Queue);
        }

        return Settlement.Done;
    }

    [LoggerMessage(LogLevel.Error, "What came to {Queue} is no event and is dropped")]
    private partial void LogUnreadable(Exception e, string queue);
}
