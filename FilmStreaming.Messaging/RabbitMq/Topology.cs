using System.Globalization;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace FilmStreaming.Messaging.RabbitMq;

/// <summary>The exchange and the queues: what they are called and how they are declared. Declaring again changes nothing.</summary>
internal sealed class Topology(IOptions<MessagingOptions> options)
{
    private const int PreconditionFailed = 406;

    // A message that a consumer took and did not settle this often is dead-lettered by the broker itself. RabbitMQ 4 has a
    // default of 20, which a few restarts under load would reach, and 3.13 knows no "unlimited".
    private const int DeliveryLimit = 1000;

    // The same for dead letters, where nothing may ever be dropped: each look at them counts as a delivery before RabbitMQ 4.3.
    private const int NoDeliveryLimit = 1_000_000_000;

    private readonly string _prefix = options.Value.Prefix;

    public string Events => $"{_prefix}.events";

    public IReadOnlyList<TimeSpan> RetryDelays => options.Value.RetryDelays;

    public string QueueOf(string subscription) => $"{_prefix}.{subscription}";

    /// <summary>Has the delay in its name, because the delay of a queue that exists cannot be changed.</summary>
    public string RetryQueueOf(string subscription, TimeSpan delay) =>
        string.Create(CultureInfo.InvariantCulture, $"{QueueOf(subscription)}.retry.{(long)delay.TotalMilliseconds}ms");

    public string DeadLetterQueueOf(string subscription) => $"{QueueOf(subscription)}.dead";

    /// <summary>The name of a queue for one connection of one replica.</summary>
    public string NewReplicaQueue() => $"{_prefix}.replica.{Guid.CreateVersion7():N}";

    public string RequestQueueOf(string request) => $"{_prefix}.{request}";

    /// <exception cref="TopologyConflictException">An exchange of that name exists with other settings.</exception>
    public Task DeclareEventsAsync(IChannel channel, CancellationToken cancellationToken) =>
        GuardAsync(Events, () => channel.ExchangeDeclareAsync(
            Events, ExchangeType.Topic, durable: true, autoDelete: false, cancellationToken: cancellationToken));

    /// <exception cref="TopologyConflictException">A queue of that name exists with other settings.</exception>
    public async Task DeclareSubscriptionAsync(
        IChannel channel, string subscription, IEnumerable<string> eventTypes, CancellationToken cancellationToken)
    {
        var queue = QueueOf(subscription);
        var dead = DeadLetterQueueOf(subscription);
        await DeclareQuorumAsync(channel, dead, new() { ["x-delivery-limit"] = NoDeliveryLimit }, cancellationToken);
        await DeclareQuorumAsync(channel, queue, DeadLetterTo(dead, "x-delivery-limit", DeliveryLimit), cancellationToken);
        foreach (var delay in RetryDelays)
        {
            var arguments = DeadLetterTo(queue, "x-message-ttl", (long)delay.TotalMilliseconds);
            await DeclareQuorumAsync(channel, RetryQueueOf(subscription, delay), arguments, cancellationToken);
        }

        foreach (var type in eventTypes)
            await channel.QueueBindAsync(queue, Events, type, cancellationToken: cancellationToken);
    }

    /// <summary>
    /// Exists while a replica answers, so that a request that nobody answers is returned at once. Durable, because RabbitMQ 4
    /// gives up transient queues that connections share; the expiry removes what a broker restart leaves.
    /// </summary>
    /// <exception cref="TopologyConflictException">A queue of that name exists with other settings.</exception>
    public Task DeclareRequestsAsync(IChannel channel, string request, CancellationToken cancellationToken)
    {
        var queue = RequestQueueOf(request);
        var arguments = new Dictionary<string, object?> { ["x-queue-type"] = "classic", ["x-expires"] = 60_000 };
        return GuardAsync(queue, () => channel.QueueDeclareAsync(
            queue, durable: true, exclusive: false, autoDelete: true, arguments, cancellationToken: cancellationToken));
    }

    /// <summary>
    /// What one replica hears while it is connected. Exclusive, so that it ends with the connection, and named anew each time: the
    /// broker may not have noticed yet that the connection before is gone.
    /// </summary>
    public async Task DeclareReplicaAsync(
        IChannel channel, string queue, IEnumerable<string> eventTypes, CancellationToken cancellationToken)
    {
        await channel.QueueDeclareAsync(queue, durable: false, exclusive: true, autoDelete: true, cancellationToken: cancellationToken);
        foreach (var type in eventTypes)
            await channel.QueueBindAsync(queue, Events, type, cancellationToken: cancellationToken);
    }

    // The default exchange routes by queue name. "At least once" keeps the message until the other queue has confirmed it.
    private static Dictionary<string, object?> DeadLetterTo(string queue, string cause, long limit) => new()
    {
        [cause] = limit,
        ["x-dead-letter-exchange"] = "",
        ["x-dead-letter-routing-key"] = queue,
        ["x-dead-letter-strategy"] = "at-least-once",
        ["x-overflow"] = "reject-publish",
    };

    private static Task DeclareQuorumAsync(
        IChannel channel, string queue, Dictionary<string, object?> arguments, CancellationToken cancellationToken)
    {
        arguments["x-queue-type"] = "quorum";
        return GuardAsync(queue, () => channel.QueueDeclareAsync(
            queue, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: cancellationToken));
    }

    private static async Task GuardAsync(string name, Func<Task> declare)
    {
        try
        {
            await declare();
        }
        catch (OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == PreconditionFailed)
        {
            throw new TopologyConflictException(name, e);
        }
    }
}

/// <summary>The broker has an exchange or queue of that name with other settings than this version of the service declares.</summary>
internal sealed class TopologyConflictException(string name, OperationInterruptedException inner) : Exception(
    $"{name} exists on the broker with other settings ({inner.ShutdownReason?.ReplyText}). "
    + $"Empty and delete it there, or set {MessagingOptions.Section}:{nameof(MessagingOptions.Prefix)} to a name of your own.",
    inner);
