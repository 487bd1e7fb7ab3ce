using FilmStreaming.Messaging.Delivery;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace FilmStreaming.Messaging.RabbitMq;

/// <summary>
/// Takes the messages of one queue, up to the prefetch at once, and settles each when it is done with. What is not settled when
/// the channel ends, the broker delivers again.
/// </summary>
internal abstract partial class Consumer(IChannel channel, string queue, MessagingOptions options, TimeProvider clock, ILogger logger)
    : IDisposable
{
    private readonly InFlight _inFlight = new();
    private readonly CancellationTokenSource _stopping = new();
    private string? _tag;

    protected string Queue => queue;

    protected MessagingOptions Options => options;

    protected TimeProvider Clock => clock;

    /// <summary>
    /// Set when handlers have to end: the drain took too long, or the connection is gone. Handlers may look at it after its source
    /// is disposed.
    /// </summary>
    protected CancellationToken Stopping { get; private set; }

    public async Task StartAsync(Topology topology, Action<string> lost, CancellationToken cancellationToken)
    {
        Stopping = _stopping.Token;
        await DeclareAsync(topology, channel, cancellationToken);
        await channel.BasicQosAsync(0, (ushort)options.Prefetch, global: false, cancellationToken);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            // The client reuses the memory of the body when this returns, and delivers the next message only then.
            Receive(new(delivery.DeliveryTag, delivery.BasicProperties, delivery.Body.ToArray()));
            return Task.CompletedTask;
        };
        consumer.UnregisteredAsync += (_, _) =>
        {
            lost($"the consumer of {queue} was cancelled");
            return Task.CompletedTask;
        };
        _tag = await channel.BasicConsumeAsync(queue, autoAck: false, consumer, cancellationToken);
    }

    /// <summary>Takes nothing new, and on a stop waits for what is being handled.</summary>
    public async Task StopAsync(bool drain)
    {
        try
        {
            using var timeout = new CancellationTokenSource(options.DrainTimeout, clock);
            if (drain && _tag is not null && channel.IsOpen)
                await channel.BasicCancelAsync(_tag, cancellationToken: timeout.Token);
        }
        catch (Exception e)
        {
            LogUnsettled(e, queue);
        }

        if (!await _inFlight.CloseAsync(drain ? options.DrainTimeout : TimeSpan.Zero, clock) && drain)
            LogNotDrained(queue, options.DrainTimeout.TotalSeconds);
        await _stopping.CancelAsync();
    }

    public void Dispose() => _stopping.Dispose();

    protected virtual Task DeclareAsync(Topology topology, IChannel channel, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Begins to handle a message; does not wait for it.</summary>
    protected abstract void Receive(Delivery delivery);

    /// <summary>Handles a message and settles it as <paramref name="handle"/> says. Never throws.</summary>
    protected async Task SettleAsync(Delivery delivery, Func<Task<Settlement>> handle)
    {
        if (!_inFlight.TryEnter())
            return;
        try
        {
            var settlement = await handle();
            if (settlement == Settlement.Done)
                await channel.BasicAckAsync(delivery.Tag, multiple: false);
            else if (settlement == Settlement.GiveBack)
                await channel.BasicNackAsync(delivery.Tag, multiple: false, requeue: true);
        }
        catch (Exception e)
        {
            LogUnsettled(e, queue);
        }
        finally
        {
            _inFlight.Exit();
        }
    }

    [LoggerMessage(LogLevel.Debug, "A message of {Queue} was not settled; RabbitMQ delivers it again")]
    private partial void LogUnsettled(Exception e, string queue);

    [LoggerMessage(LogLevel.Warning, "Handlers of {Queue} still ran {Seconds} s after the stop; their messages are delivered again")]
    private partial void LogNotDrained(string queue, double seconds);
}

/// <summary>What becomes of a message that was received.</summary>
internal enum Settlement
{
    /// <summary>It is handled, or safe in another queue.</summary>
    Done,

    /// <summary>It goes back to the queue it came from.</summary>
    GiveBack,

    /// <summary>It is left to the end of the channel.</summary>
    Leave,
}

/// <summary>A message as it was received.</summary>
internal sealed record Delivery(ulong Tag, IReadOnlyBasicProperties Properties, ReadOnlyMemory<byte> Body);
