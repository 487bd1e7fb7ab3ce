using System.Collections.Frozen;

namespace FilmStreaming.ServiceDefaults.Problems;

/// <summary>What each kind of problem means, and the status it comes with: the OpenAPI documents say so, and <c>docs/problems.md</c> does.</summary>
internal static class ProblemTable
{
    public static readonly FrozenDictionary<string, (int Status, string Meaning)> Rows = new Dictionary<string, (int, string)>
    {
        [ProblemTypes.Validation] = (400, "A value breaks a rule; `errors` names it."),
        [ProblemTypes.BadRequest] = (400, "The request cannot be read: malformed, of another type, with unknown or repeated members."),
        [ProblemTypes.InvalidCursor] = (400, "The cursor is not one that a page of this list, with these filters, gave."),
        [ProblemTypes.InvalidToken] = (400, "A token from a mail is unknown, used, or too old."),
        [ProblemTypes.Unauthorized] = (401, "There is no valid access token: it is missing, malformed, expired, or its session has ended."),
        [ProblemTypes.InvalidCredentials] = (401, "No account that may sign in has this address and password, or the token's account is gone. `Retry-After` says when the next password is tried."),
        [ProblemTypes.InvalidRefreshToken] = (401, "The refresh token is unknown, spent, or its session has ended: sign in again."),
        [ProblemTypes.SecondFactorRequired] = (401, "The password is right, and the account asks for a second factor: show it with the member `ticket` to `/v1/auth/sign-in/second-factor`."),
        [ProblemTypes.InvalidTicket] = (401, "The ticket is none, older than five minutes, or the account was changed since: begin with the password."),
        [ProblemTypes.RecentSignInRequired] = (401, "The session was begun longer than ten minutes ago (RFC 9470): sign in again, then repeat."),
        [ProblemTypes.Forbidden] = (403, "The account lacks the role."),
        [ProblemTypes.SecondFactorNeeded] = (403, "The account's role is to be had with a second factor only, and the session is without: make one at `/v1/me/two-factor/authenticator`, or sign in with it."),
        [ProblemTypes.WrongCode] = (403, "The code or recovery code is wrong, spent or too old. `Retry-After` says when the next is tried."),
        [ProblemTypes.WrongPassword] = (403, "The present password, asked for once more, is wrong. `Retry-After` says when the next is tried."),
        [ProblemTypes.CrossSiteRequest] = (403, "A request with the refresh cookie lacks `X-Requested-With`, or comes from another site."),
        [ProblemTypes.NotFound] = (404, "There is no such route, or nothing at it."),
        [ProblemTypes.MovieNotFound] = (404, "There is no such film, or it is not shown to this account."),
        [ProblemTypes.UserNotFound] = (404, "There is no such account."),
        [ProblemTypes.SessionNotFound] = (404, "The account has no such session, or it has ended."),
        [ProblemTypes.PlayNotFound] = (404, "The account has no such play."),
        [ProblemTypes.PlaybackNotFound] = (404, "The account has not played the film."),
        [ProblemTypes.ImageNotFound] = (404, "There is no such picture."),
        [ProblemTypes.SubscriptionNotFound] = (404, "The service has no such subscription."),
        [ProblemTypes.DeadLetterNotFound] = (404, "The subscription has no such dead letter."),
        [ProblemTypes.MethodNotAllowed] = (405, "The route has no such method; `Allow` has those it has."),
        [ProblemTypes.MovieExists] = (409, "Another film has the title and year, or an external id; `existing` is its address."),
        [ProblemTypes.AuthenticatorNotBegun] = (409, "No key for an authenticator app was made in the last ten minutes, or it is in effect already."),
        [ProblemTypes.SecondFactorOff] = (409, "The account asks for no second factor."),
        [ProblemTypes.LastAdministrator] = (409, "Nobody would be an administrator any more."),
        [ProblemTypes.NotInList] = (404, "The film is not in this list of the account."),
        [ProblemTypes.ListFull] = (409, "The list has as many films as it may (`Lists:MaxItems`, 10,000 by default)."),
        [ProblemTypes.PlaybackSessionTaken] = (409, "The playback session is another account's."),
        [ProblemTypes.IdempotencyKeyInUse] = (409, "The first request with the key is still being carried out."),
        [ProblemTypes.VersionMismatch] = (412, "It has changed since the version that `If-Match` names: read it again."),
        [ProblemTypes.PayloadTooLarge] = (413, "The body is longer than the route takes."),
        [ProblemTypes.UnsupportedMediaType] = (415, "The body is of a media type that the route does not take."),
        [ProblemTypes.IdempotencyKeyReused] = (422, "The key came with another content before."),
        [ProblemTypes.VersionRequired] = (428, "`If-Match` is missing."),
        [ProblemTypes.RateLimited] = (429, "Too many requests; `Retry-After` says when to go on."),
        [ProblemTypes.InternalError] = (500, "A fault of the service; the log has it under the `traceId`."),
        [ProblemTypes.InsufficientStorage] = (507, "The service has no room to keep the body: its temporary folder is full or not to be written. Nothing was done."),
        [ProblemTypes.DependencyUnavailable] = (503, "A service, database or broker does not answer. It may or may not have been done: repeat after `Retry-After`."),
    }.ToFrozenDictionary();
}
