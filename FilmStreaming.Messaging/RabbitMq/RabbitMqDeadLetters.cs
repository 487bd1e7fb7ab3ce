using FilmStreaming.Messaging.DeadLetters;
using RabbitMQ.Client;

namespace FilmStreaming.Messaging.RabbitMq;

/// <summary>
/// The dead letters in the queue of each subscription. They are taken without an acknowledgement and given back, which keeps their
/// order. While one replica looks at them, another sees only what it has not taken.
/// </summary>
internal sealed class RabbitMqDeadLetters(ConsumingLink consuming, PublishingLink publishing, Topology topology)
    : IDeadLetters, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    public async Task<long> CountAsync(string subscription, CancellationToken cancellationToken)
    {
        await using var channel = await consuming.OpenChannelAsync(cancellationToken);
        return await channel.MessageCountAsync(topology.DeadLetterQueueOf(subscription), cancellationToken);
    }

    public Task<DeadLetterList> ListAsync(string subscription, int limit, CancellationToken cancellationToken) =>
        VisitAsync(subscription, limit, async visit =>
        {
            List<DeadLetter> letters = [];
            while (await visit.NextAsync(cancellationToken) is { } letter)
                letters.Add(FailureHeaders.Read(letter));
            return new DeadLetterList(letters, visit.Total);
        }, cancellationToken);

    public Task<DeadLetter?> FindAsync(string subscription, Guid id, CancellationToken cancellationToken) =>
        VisitAsync(subscription, IDeadLetters.MaxSearch, async visit =>
            await visit.FindAsync(id, cancellationToken) is { } letter ? FailureHeaders.ReadWithBody(letter) : null, cancellationToken);

    public Task<bool> ReplayAsync(string subscription, Guid id, CancellationToken cancellationToken) =>
        VisitAsync(subscription, IDeadLetters.MaxSearch, async visit =>
        {
            if (await visit.FindAsync(id, cancellationToken) is not { } letter)
                return false;
            await ReplayAsync(subscription, letter, cancellationToken);
            await visit.RemoveAsync(letter);
            return true;
        }, cancellationToken);

    public Task<DeadLetterReplay> ReplayAllAsync(string subscription, CancellationToken cancellationToken) =>
        VisitAsync(subscription, IDeadLetters.MaxSearch, async visit =>
        {
            var replayed = 0;
            while (await visit.NextAsync(cancellationToken) is { } letter)
            {
                await ReplayAsync(subscription, letter, cancellationToken);
                await visit.RemoveAsync(letter);
                replayed++;
            }

            return new DeadLetterReplay(replayed, visit.Total - replayed);
        }, cancellationToken);

    public Task<bool> DiscardAsync(string subscription, Guid id, CancellationToken cancellationToken) =>
        VisitAsync(subscription, IDeadLetters.MaxSearch, async visit =>
        {
            if (await visit.FindAsync(id, cancellationToken) is not { } letter)
                return false;
            await visit.RemoveAsync(letter);
            return true;
        }, cancellationToken);

    public void Dispose() => _turn.Dispose();

    private Task ReplayAsync(string subscription, BasicGetResult letter, CancellationToken cancellationToken) => publishing.PublishAsync(
        "", topology.QueueOf(subscription), FailureHeaders.Fresh(letter.BasicProperties), letter.Body, cancellationToken);

    /// <summary>One visit at a time: a second would miss what the first has taken.</summary>
    private async Task<T> VisitAsync<T>(
        string subscription, int limit, Func<DeadLetterVisit, Task<T>> use, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var channel = await consuming.OpenChannelAsync(cancellationToken);
            await using var visit = new DeadLetterVisit(channel, topology.DeadLetterQueueOf(subscription), limit);
            return await use(visit);
        }
        finally
        {
            _turn.Release();
        }
    }
}
