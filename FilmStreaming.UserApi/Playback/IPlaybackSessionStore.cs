namespace FilmStreaming.UserApi.Playback;

/// <summary>Whose the playback sessions are: the account's that used them first. Each is forgotten some time after that.</summary>
internal interface IPlaybackSessionStore
{
    /// <summary>Gives each session to the account, unless it is another's. At most 1,000.</summary>
    /// <param name="claims">The sessions, and who uses them.</param>
    /// <param name="expiresAt">When those that are new are forgotten.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Those claims that were refused, because the session is another account's.</returns>
    Task<IReadOnlySet<SessionClaim>> ClaimAsync(
        IReadOnlyCollection<SessionClaim> claims, DateTimeOffset expiresAt, CancellationToken cancellationToken);

    /// <summary>How many sessions each of the accounts has that are forgotten after a time; accounts without any are left out.</summary>
    Task<IReadOnlyDictionary<Guid, long>> CountAsync(
        IReadOnlyCollection<Guid> accountIds, DateTimeOffset expiresAfter, CancellationToken cancellationToken);

    /// <summary>Those of the sessions that are anybody's. At most 1,000.</summary>
    Task<IReadOnlySet<Guid>> FindManyAsync(IReadOnlyCollection<Guid> sessionIds, CancellationToken cancellationToken);

    /// <summary>Gives up every session of the account.</summary>
    Task RemoveAllAsync(Guid accountId, CancellationToken cancellationToken);
}

/// <summary>An account uses a playback session.</summary>
internal readonly record struct SessionClaim(Guid SessionId, Guid AccountId);

/// <summary>Why an account may not use a playback session.</summary>
internal enum ClaimRefusal
{
    /// <summary>It is another account's.</summary>
    Taken,

    /// <summary>The account has begun as many as it may in a day.</summary>
    TooMany,
}

/// <summary>Whose a playback session is. Its id is the session's.</summary>
internal sealed record PlaybackSessionOwner
{
    public required Guid AccountId { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }
}
