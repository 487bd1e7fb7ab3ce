using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace FilmStreaming.ServiceDefaults.Problems;

/// <summary>The kinds of problem that the services answer with. Names are part of the API and never change.</summary>
public static class ProblemTypes
{
    public const string Validation = "validation";
    public const string BadRequest = "bad-request";
    public const string InvalidCursor = "invalid-cursor";
    public const string MovieNotFound = "movie-not-found";
    public const string MovieExists = "movie-exists";
    public const string VersionMismatch = "version-mismatch";
    public const string VersionRequired = "version-required";
    public const string IdempotencyKeyInUse = "idempotency-key-in-use";
    public const string IdempotencyKeyReused = "idempotency-key-reused";
    public const string InvalidCredentials = "invalid-credentials";
    public const string InvalidRefreshToken = "invalid-refresh-token";
    public const string InvalidToken = "invalid-token";
    public const string WrongPassword = "wrong-password";
    public const string SecondFactorRequired = "second-factor-required";
    public const string SecondFactorNeeded = "second-factor-needed";
    public const string SecondFactorOff = "second-factor-off";
    public const string AuthenticatorNotBegun = "authenticator-not-begun";
    public const string InvalidTicket = "invalid-ticket";
    public const string WrongCode = "wrong-code";
    public const string CrossSiteRequest = "cross-site-request";
    public const string ImageNotFound = "image-not-found";
    public const string RecentSignInRequired = "recent-sign-in-required";
    public const string UserNotFound = "user-not-found";
    public const string LastAdministrator = "last-administrator";
    public const string SessionNotFound = "session-not-found";
    public const string PlayNotFound = "play-not-found";
    public const string PlaybackNotFound = "playback-not-found";
    public const string NotInList = "not-in-list";
    public const string ListFull = "list-full";
    public const string PlaybackSessionTaken = "playback-session-taken";
    public const string SubscriptionNotFound = "subscription-not-found";
    public const string DeadLetterNotFound = "dead-letter-not-found";
    public const string Unauthorized = "unauthorized";
    public const string Forbidden = "forbidden";
    public const string NotFound = "not-found";
    public const string MethodNotAllowed = "method-not-allowed";
    public const string PayloadTooLarge = "payload-too-large";
    public const string UnsupportedMediaType = "unsupported-media-type";
    public const string RateLimited = "rate-limited";
    public const string DependencyUnavailable = "dependency-unavailable";
    public const string InsufficientStorage = "insufficient-storage";
    public const string InternalError = "internal-error";

    /// <summary>The kind of a problem of which only the status is known, such as <c>not-found</c> or <c>method-not-allowed</c>.</summary>
    internal static string OfStatus(int status) => status switch
    {
        StatusCodes.Status429TooManyRequests => RateLimited,
        StatusCodes.Status500InternalServerError => InternalError,
        StatusCodes.Status502BadGateway or StatusCodes.Status503ServiceUnavailable or StatusCodes.Status504GatewayTimeout =>
            DependencyUnavailable,
        _ when ReasonPhrases.GetReasonPhrase(status) is { Length: > 0 } phrase => phrase.ToLowerInvariant().Replace(' ', '-'),
        _ => $"status-{status}",
    };
}
