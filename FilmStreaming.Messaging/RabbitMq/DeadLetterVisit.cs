using RabbitMQ.Client;

namespace FilmStreaming.Messaging.RabbitMq;

/// <summary>Goes through a dead-letter queue, oldest first. What was not removed goes back to its place at the end.</summary>
/// <param name="channel">Of the visit's own; closed at the end.</param>
/// <param name="queue">The queue.</param>
/// <param name="limit">How many messages are taken at most; never more than there were at first.</param>
internal sealed class DeadLetterVisit(IChannel channel, string queue, int limit) : IAsyncDisposable
{
    private long _left = limit;

    /// <summary>How many messages there were when the first was taken.</summary>
    public long Total { get; private set; }

    public async Task<BasicGetResult?> NextAsync(CancellationToken cancellationToken)
    {
        if (_left == 0 || await channel.BasicGetAsync(queue, autoAck: false, cancellationToken) is not { } letter)
            return null;
        if (Total == 0)
        {
            Total = letter.MessageCount + 1L;
            _left = Math.Min(_left, Total);
        }

        _left--;
        return letter;
    }

    public async Task<BasicGetResult?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        while (await NextAsync(cancellationToken) is { } letter)
        {
            if (FailureHeaders.IdOf(letter) == id)
                return letter;
        }

        return null;
    }

    public ValueTask RemoveAsync(BasicGetResult letter) => channel.BasicAckAsync(letter.DeliveryTag, multiple: false);

    public async ValueTask DisposeAsync()
    {
        // Zero is everything that is not settled. Said before the channel closes, so that the next visit finds it in place; if the
        // connection is gone, the broker does the same by itself.
        if (channel.IsOpen)
            await channel.BasicNackAsync(0, multiple: true, requeue: true);
        await channel.DisposeAsync();
    }
}
