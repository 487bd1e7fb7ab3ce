namespace FilmStreaming.Messaging.DeadLetters;

/// <summary>An event that a subscription gave up.</summary>
public sealed record DeadLetter
{
    /// <summary>The id of the event; of what has none, one made of its content.</summary>
    public required Guid Id { get; init; }

    /// <summary>The type of the event; <c>unknown</c> where it is no event of this system.</summary>
    public required string Type { get; init; }

    /// <summary>The id of what the event is about.</summary>
    public string? Subject { get; init; }

    /// <summary>When the event happened.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>Why it was given up, at most 500 characters.</summary>
    public required string Reason { get; init; }

    /// <summary>The same for all failures that come from the same place: 16 hexadecimal digits.</summary>
    public string? StackHash { get; init; }

    /// <summary>How often handling it has failed.</summary>
    public required int Attempts { get; init; }

    /// <summary>When handling it failed for the first time.</summary>
    public DateTimeOffset? FirstFailedAt { get; init; }

    /// <summary>When handling it failed for the last time.</summary>
    public DateTimeOffset? LastFailedAt { get; init; }

    /// <summary>The body as text; left out of lists.</summary>
    public string? Body { get; init; }
}

/// <summary>The oldest dead letters of a subscription.</summary>
/// <param name="Items">Oldest first.</param>
/// <param name="Total">How many there are in all.</param>
public sealed record DeadLetterList(IReadOnlyList<DeadLetter> Items, long Total);

/// <summary>How many dead letters a subscription has.</summary>
/// <param name="Subscription">The subscription.</param>
/// <param name="Count">Its dead letters.</param>
public sealed record DeadLetterCount(string Subscription, long Count);

/// <summary>What a replay of many came to.</summary>
/// <param name="Replayed">How many dead letters were given to the subscription again.</param>
/// <param name="Remaining">How many were left; call again for those.</param>
public sealed record DeadLetterReplay(long Replayed, long Remaining);
