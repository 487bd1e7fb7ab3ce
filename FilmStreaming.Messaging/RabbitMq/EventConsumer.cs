using FilmStreaming.Messaging.Delivery;
using FilmStreaming.Messaging.Events;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace FilmStreaming.Messaging.RabbitMq;

/// <summary>Handles the events of one subscription: those of one subject in the order of their arrival, subjects side by side.</summary>
internal sealed class EventConsumer(
    IChannel channel,
    string queue,
    string subscription,
    EventDispatcher dispatcher,
    FailedEvents failed,
    MessagingOptions options,
    TimeProvider clock,
    ILogger<EventConsumer> logger) : Consumer(channel, queue, options, clock, logger)
{
    private static readonly TimeSpan GiveBackDelay = TimeSpan.FromSeconds(1);

    private readonly SubjectOrder _order = new();

    protected override void Receive(Delivery delivery) =>
        _ = _order.RunAsync(CloudEventCodec.SubjectOf(delivery.Properties), () => SettleAsync(delivery, () => HandleAsync(delivery)));

    private async Task<Settlement> HandleAsync(Delivery delivery)
    {
        var attempt = FailureHeaders.AttemptsOf(delivery.Properties) + 1;
        try
        {
            if (delivery.Body.Length > Options.MaxBodyBytes)
                throw new FormatException($"The body is larger than {Options.MaxBodyBytes} bytes.");
            var message = CloudEventCodec.Read(delivery.Properties, delivery.Body.Span);
            await dispatcher.HandleAsync(RabbitMqTransport.SystemName, subscription, message, attempt, Stopping);
            return Settlement.Done;
        }
        catch (OperationCanceledException) when (Stopping.IsCancellationRequested)
        {
            return Settlement.Leave;
        }
        catch (Exception e)
        {
            return await PutAsideAsync(delivery, attempt, e);
        }
    }

    private async Task<Settlement> PutAsideAsync(Delivery delivery, int attempt, Exception failure)
    {
        try
        {
            await failed.PutAsideAsync(subscription, delivery, attempt, failure, Stopping);
            return Settlement.Done;
        }
        catch (EventPublishException)
        {
            // Nothing can be sent now. The wait keeps the message from coming straight back.
            await Task.Delay(GiveBackDelay, Clock, Stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return Settlement.GiveBack;
        }
    }
}
