namespace FilmStreaming.UserApi.Playback;

/// <summary>Whose the playback sessions are: the account's that used them first.</summary>
internal interface IPlaybackSessionStore
{
    /// <summary>Gives each session to the account, unless it is another's. At most 1,000.</summary>
    /// <returns>Those claims that were refused, because the session is another account's.</returns>
    Task<IReadOnlySet<SessionClaim>> ClaimAsync(IReadOnlyCollection<SessionClaim> claims, CancellationToken cancellationToken);

    /// <summary>Gives up every session of the account.</summary>
    Task RemoveAllAsync(Guid accountId, CancellationToken cancellationToken);
}

/// <summary>An account uses a playback session.</summary>
internal readonly record struct SessionClaim(Guid SessionId, Guid AccountId);

/// <summary>Whose a playback session is. Its id is the session's.</summary>
internal sealed record PlaybackSessionOwner
{
    public required Guid AccountId { get; init; }
}
