using System.Security.Claims;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.ServiceDefaults.Paging;
using FilmStreaming.ServiceDefaults.Problems;
using FilmStreaming.Storage;
using FilmStreaming.UserApi.Auth;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FilmStreaming.UserApi.Sessions;

/// <summary>The devices that are signed in to the account.</summary>
internal static class SessionEndpoints
{
    public static void MapSessions(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/me/sessions")
            .WithTags("Sessions")
            .RequireAuthorization(Policies.Viewer)
            .AddEndpointFilter(NoStore.FilterAsync);

        group.MapGet("/", ListSessions).WithName(nameof(ListSessions));
        group.MapDelete("/", EndSessions).WithName(nameof(EndSessions)).RequireRecentSignIn();
        group.MapDelete("/{id}", EndSession).WithName(nameof(EndSession)).RequireRecentSignIn()
            .AnswersProblems(ProblemTypes.SessionNotFound);
    }

    /// <summary>Your devices that are signed in, that seen last first. There are so few that all are on one page.</summary>
    /// <response code="200">The sessions.</response>
    internal static async Task<Ok<Page<SessionResponse>>> ListSessions(
        ClaimsPrincipal user, ISessionStore sessions, TimeProvider time, CancellationToken cancellationToken)
    {
        var active = await sessions.ListActiveAsync(user.GetAccountId(), time.GetStoredNow(), cancellationToken);
        var current = user.FindSessionId();
        return TypedResults.Ok(new Page<SessionResponse>(
            [.. active.Select(session => SessionResponse.Of(session, current))], NextCursor: null, active.Count));
    }

    /// <summary>
    /// Signs out your other devices, or all. Their access tokens are refused everywhere within seconds. Needs a sign-in of the last ten
    /// minutes, so that a stolen token cannot shut the owner out; the own session also ends by <c>/v1/auth/sign-out</c>.
    /// </summary>
    /// <param name="includeCurrent">Whether the session that asks ends too.</param>
    /// <response code="204">They have ended.</response>
    /// <response code="401">
    /// The session was begun too long ago (<c>recent-sign-in-required</c>), or there is no valid access token.
    /// </response>
    internal static async Task<NoContent> EndSessions(
        ClaimsPrincipal user, SessionRevocation revocation, bool includeCurrent = false, CancellationToken cancellationToken = default)
    {
        var except = includeCurrent ? null : user.FindSessionId();
        await revocation.RevokeAllAsync(user.GetAccountId(), except, RevocationReasons.EndedByOwner, cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>
    /// Signs out one of your devices. Its access tokens are refused everywhere within seconds. Needs a sign-in of the last ten minutes.
    /// </summary>
    /// <response code="204">It has ended.</response>
    /// <response code="401">
    /// The session was begun too long ago (<c>recent-sign-in-required</c>), or there is no valid access token.
    /// </response>
    /// <response code="404">You have no such session, or it has ended (<c>session-not-found</c>).</response>
    internal static async Task<Results<NoContent, ProblemHttpResult>> EndSession(
        Guid id, ClaimsPrincipal user, ISessionStore sessions, SessionRevocation revocation, CancellationToken cancellationToken)
    {
        var session = await sessions.FindAsync(id, cancellationToken);
        var own = session?.Body.AccountId == user.GetAccountId() ? session : null;
        return await revocation.RevokeAsync(own, RevocationReasons.EndedByOwner, cancellationToken)
            ? TypedResults.NoContent()
            : Problem.NotFound(ProblemTypes.SessionNotFound, "You have no such session.");
    }
}
