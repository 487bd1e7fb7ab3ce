namespace FilmStreaming.Messaging.DeadLetters;

/// <summary>
/// The dead letters of this service's subscriptions. Looking at them changes nothing. A letter is removed after it was given to its
/// subscription again, so a crash in between replays it twice at worst.
/// </summary>
internal interface IDeadLetters
{
    /// <summary>How many of the oldest dead letters are looked through for one, and replayed by one call.</summary>
    const int MaxSearch = 1000;

    Task<long> CountAsync(string subscription, CancellationToken cancellationToken);

    /// <summary>The oldest, without their bodies.</summary>
    Task<DeadLetterList> ListAsync(string subscription, int limit, CancellationToken cancellationToken);

    /// <summary>One of the oldest <see cref="MaxSearch"/>, with its body; null when it is not among them.</summary>
    Task<DeadLetter?> FindAsync(string subscription, Guid id, CancellationToken cancellationToken);

    /// <summary>Gives one to its subscription again, which then has all its attempts anew.</summary>
    /// <returns>Whether it was there.</returns>
    Task<bool> ReplayAsync(string subscription, Guid id, CancellationToken cancellationToken);

    /// <summary>Gives the oldest <see cref="MaxSearch"/> that are there now to their subscription again, in their order.</summary>
    Task<DeadLetterReplay> ReplayAllAsync(string subscription, CancellationToken cancellationToken);

    /// <summary>Removes one for good.</summary>
    /// <returns>Whether it was there.</returns>
    Task<bool> DiscardAsync(string subscription, Guid id, CancellationToken cancellationToken);
}
