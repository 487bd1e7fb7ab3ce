using FilmStreaming.Messaging.DeadLetters;

namespace FilmStreaming.Messaging.InProcess;

/// <summary>The dead letters that the bus keeps in memory. A replay is over when the event was handled or given up again.</summary>
internal sealed class InProcessDeadLetters(InProcessBus bus, InProcessTransport transport) : IDeadLetters
{
    public Task<long> CountAsync(string subscription, CancellationToken cancellationToken) =>
        Task.FromResult((long)Of(subscription).Count);

    public Task<DeadLetterList> ListAsync(string subscription, int limit, CancellationToken cancellationToken)
    {
        var letters = Of(subscription);
        return Task.FromResult(new DeadLetterList([.. letters.Take(limit).Select(Read)], letters.Count));
    }

    public Task<DeadLetter?> FindAsync(string subscription, Guid id, CancellationToken cancellationToken) =>
        Task.FromResult(Find(subscription, id) is { } letter ? Read(letter) with { Body = letter.Message.Data } : null);

    public async Task<bool> ReplayAsync(string subscription, Guid id, CancellationToken cancellationToken)
    {
        if (Find(subscription, id) is not { } letter)
            return false;
        await ReplayAsync(letter, cancellationToken);
        return true;
    }

    public async Task<DeadLetterReplay> ReplayAllAsync(string subscription, CancellationToken cancellationToken)
    {
        var letters = Of(subscription);
        foreach (var letter in letters)
            await ReplayAsync(letter, cancellationToken);
        return new(letters.Count, Remaining: 0);
    }

    public Task<bool> DiscardAsync(string subscription, Guid id, CancellationToken cancellationToken) =>
        Task.FromResult(Find(subscription, id) is { } letter && bus.Remove(letter));

    private async Task ReplayAsync(InProcessDeadLetter letter, CancellationToken cancellationToken)
    {
        await transport.DeliverAsync(bus.QueueOf(letter.Subscription), letter.Message, cancellationToken);
        bus.Remove(letter);
    }

    /// <summary>Never more than <see cref="IDeadLetters.MaxSearch"/>: the bus keeps no more of all subscriptions together.</summary>
    private List<InProcessDeadLetter> Of(string subscription) =>
        [.. bus.DeadLetters.Where(letter => letter.Subscription == subscription)];

    private InProcessDeadLetter? Find(string subscription, Guid id) => Of(subscription).Find(letter => letter.Message.Id == id);

    private static DeadLetter Read(InProcessDeadLetter letter) => new()
    {
        Id = letter.Message.Id,
        Type = letter.Message.Type,
        Subject = letter.Message.Subject,
        Time = letter.Message.Time,
        Reason = letter.Failure.Reason,
        StackHash = letter.Failure.StackHash,
        Attempts = letter.Attempts,
        FirstFailedAt = letter.FirstFailedAt,
        LastFailedAt = letter.LastFailedAt,
    };
}
