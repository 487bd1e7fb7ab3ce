using System.Threading.RateLimiting;
using FilmStreaming.Messaging.Events;
using FilmStreaming.Messaging.Outbox;
using FilmStreaming.Messaging.Requests;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace FilmStreaming.Messaging.RabbitMq;

/// <summary>
/// The connection for everything that is sent: a broker short of memory or disk blocks connections that publish, and then the
/// one that consumes must still be able to acknowledge.
/// </summary>
internal sealed class PublishingLink(
    IConnectionFactory factory,
    IHostEnvironment environment,
    Topology topology,
    OutboxSignal outbox,
    IOptions<MessagingOptions> options,
    TimeProvider clock,
    ILogger<PublishingLink> logger) : RabbitMqLink("publishing", factory, environment, options, clock, logger)
{
    private volatile IChannel? _events;
    private volatile RequestChannel? _requests;

    /// <summary>Returns when the broker has confirmed that a queue has the message safe.</summary>
    /// <exception cref="EventPublishException">The broker is away, returned or refused the message, or did not confirm in time.</exception>
    public async Task PublishAsync(
        string exchange, string routingKey, BasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var channel = _events ?? throw new EventPublishException($"RabbitMQ is away ({Fault}).");
        using var timeout = new CancellationTokenSource(Options.PublishTimeout, Clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await channel.BasicPublishAsync(exchange, routingKey, mandatory: true, properties, body, linked.Token);
        }
        catch (PublishException e)
        {
            var answer = e.IsReturn ? "returned: no queue is bound to it" : "refused";
            throw new EventPublishException($"{routingKey} was {answer}.", e) { Refused = true };
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new EventPublishException($"RabbitMQ did not confirm within {Options.PublishTimeout.TotalSeconds:0.###} s.", e);
        }
        catch (Exception e) when (e is RabbitMQClientException or IOException or ObjectDisposedException)
        {
            throw new EventPublishException($"RabbitMQ is away ({e.Message}).", e);
        }
    }

    /// <exception cref="RequestUnavailableException">There is no reply.</exception>
    public Task<string> AskAsync(RequestMessage request, CancellationToken cancellationToken) =>
        (_requests ?? throw new RequestUnavailableException(request.Name, $"RabbitMQ is away ({Fault})"))
            .AskAsync(request, topology.RequestQueueOf(request.Name), cancellationToken);

    /// <summary>Answers a request. A reply that nobody waits for any more is dropped by the broker.</summary>
    public Task ReplyAsync(string replyTo, BasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        _requests?.ReplyAsync(replyTo, properties, body, cancellationToken) ?? Task.CompletedTask;

    protected override async Task OpenAsync(IConnection connection, Action<string> lost, CancellationToken cancellationToken)
    {
        var events = await OpenChannelAsync();
        await topology.DeclareEventsAsync(events, cancellationToken);
        _requests = await RequestChannel.OpenAsync(await OpenChannelAsync(), Options.MaxBodyBytes, Clock, cancellationToken);
        _events = events;
        outbox.Notify();

        async Task<IChannel> OpenChannelAsync()
        {
            var channel = await connection.CreateChannelAsync(
                new(
                    publisherConfirmationsEnabled: true,
                    publisherConfirmationTrackingEnabled: true,
                    outstandingPublisherConfirmationsRateLimiter: Limiter()),
                cancellationToken);
            channel.ChannelShutdownAsync += (_, shutdown) =>
            {
                lost(shutdown.ReplyText);
                return Task.CompletedTask;
            };
            return channel;
        }
    }

    protected override Task CloseAsync(bool stopping)
    {
        _events = null;
        _requests?.Close();
        _requests = null;
        return Task.CompletedTask;
    }

    // Back-pressure: what is over the limit waits its turn here, in the order in which it came.
    private ConcurrencyLimiter Limiter() => new(new()
    {
        PermitLimit = Options.MaxUnconfirmed,
        QueueLimit = int.MaxValue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });
}
