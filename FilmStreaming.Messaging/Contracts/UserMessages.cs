using FilmStreaming.Messaging.Events;
using FilmStreaming.Messaging.Requests;

namespace FilmStreaming.Messaging.Contracts;

/// <summary>A session ended before its time; its access tokens are to be refused.</summary>
/// <param name="SessionId">The <c>sid</c> of its access tokens.</param>
/// <param name="AccountId">Whose session it was.</param>
/// <param name="Reason">One of <see cref="RevocationReasons"/>; readers let reasons pass that they do not know.</param>
/// <param name="TokensExpireAt">When the last of its access tokens expires by itself.</param>
public sealed record SessionRevocation(Guid SessionId, Guid AccountId, string Reason, DateTimeOffset TokensExpireAt);

/// <summary>Why sessions are revoked.</summary>
public static class RevocationReasons
{
    /// <summary>Signed out on the device itself.</summary>
    public const string SignedOut = "signed-out";

    /// <summary>Ended by the owner from another device.</summary>
    public const string EndedByOwner = "ended-by-owner";

    /// <summary>A refresh token was used again after it had been replaced: one of two who have it stole it.</summary>
    public const string TokenReused = "token-reused";

    /// <summary>The account had too many sessions, and this was the one seen longest ago.</summary>
    public const string TooManySessions = "too-many-sessions";

    /// <summary>The account is gone.</summary>
    public const string AccountGone = "account-gone";
}

/// <summary>Which sessions were revoked while some of their access tokens have still to expire?</summary>
/// <param name="Limit">How many on a page at most, 1 to 4,000.</param>
/// <param name="After">The <c>next</c> of the page before; null for the first page.</param>
public sealed record RevokedSessionsQuery(int Limit, Guid? After = null)
{
    /// <summary>About 500 kB, half of what a message may have.</summary>
    public const int MaxLimit = 4000;
}

/// <param name="Sessions">By id.</param>
/// <param name="Next">What to ask for next; null on the last page.</param>
public sealed record RevokedSessionsPage(IReadOnlyList<RevokedSession> Sessions, Guid? Next = null);

/// <inheritdoc cref="SessionRevocation"/>
public sealed record RevokedSession(Guid SessionId, DateTimeOffset TokensExpireAt);

/// <summary>The events that the User API publishes.</summary>
public static class UserEvents
{
    public static readonly EventContract<SessionRevocation> SessionRevoked =
        new("user.session.revoked.v1", "/userapi", MessageJsonContext.Default.SessionRevocation);
}

/// <summary>The requests that the User API answers.</summary>
public static class UserRequests
{
    public static readonly RequestContract<RevokedSessionsQuery, RevokedSessionsPage> RevokedSessions = new(
        "user.revoked-sessions",
        MessageJsonContext.Default.RevokedSessionsQuery,
        MessageJsonContext.Default.RevokedSessionsPage,
        TimeSpan.FromSeconds(2));
}
