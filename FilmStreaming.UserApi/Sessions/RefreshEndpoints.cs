using System.Security.Claims;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.ServiceDefaults.Problems;
using FilmStreaming.ServiceDefaults.RateLimits;
using FilmStreaming.Storage;
using FilmStreaming.UserApi.Accounts;
using FilmStreaming.UserApi.Auth;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FilmStreaming.UserApi.Sessions;

/// <summary>Staying signed in, and signing out.</summary>
internal static class RefreshEndpoints
{
    private const string NotGood = "The refresh token is missing, not known, spent, or its session has ended. Sign in again.";
    private const string NoToken = "Neither a refresh token nor an access token says which session.";

    public static void MapRefresh(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/auth")
            .WithTags("Authentication")
            .AllowAnonymous()
            .WithRateLimit(RateLimitClass.Refresh)
            .AddEndpointFilter(NoStore.FilterAsync)
            .AnswersProblems(ProblemTypes.InvalidRefreshToken, ProblemTypes.CrossSiteRequest);

        group.MapPost("/refresh", Refresh).WithName(nameof(Refresh));
        group.MapPost("/sign-out", SignOut).WithName(nameof(SignOut));
    }

    /// <summary>
    /// Gives new tokens for a refresh token, which is spent with that: of a token that comes again later, the session ends. Within
    /// 10 seconds it is answered with the same new refresh token. From the cookie it needs the header <c>X-Requested-With</c>.
    /// </summary>
    /// <response code="200">New tokens; the refresh token is where the one before was, in the body or the cookie.</response>
    /// <response code="400">The body is malformed.</response>
    /// <response code="401">The refresh token is not good, or there is none (<c>invalid-refresh-token</c>).</response>
    /// <response code="403">The cookie came without the header, or from another site (<c>cross-site-request</c>).</response>
    internal static async Task<Results<Ok<TokenResponse>, ProblemHttpResult>> Refresh(
        RefreshRequest? request,
        HttpContext http,
        RefreshTokenRotation rotation,
        SessionRevocation revocation,
        SessionTokens tokens,
        ISessionStore sessions,
        IAccountStore accounts,
        CancellationToken cancellationToken)
    {
        var presented = PresentedToken.Of(request, http.Request);
        if (presented.InCookie && !RefreshCookie.IsOwnPage(http.Request))
            return Problem.Forbidden(ProblemTypes.CrossSiteRequest, RefreshCookie.NotOwnPage);
        if (!RefreshToken.TryParse(presented.Value, out var token)
            || await rotation.RotateAsync(token, cancellationToken) is not { } signedIn)
        {
            return Problem.Unauthorized(ProblemTypes.InvalidRefreshToken, NotGood);
        }

        var account = await accounts.FindAsync(signedIn.Session.AccountId, cancellationToken);
        if (account is null || account.Body.SecurityStamp != signedIn.Session.SecurityStamp)
        {
            // Begun while the account was being deleted or its password changed, and so not yet among the sessions that were ended.
            var reason = account is null ? RevocationReasons.AccountGone : RevocationReasons.PasswordChanged;
            await revocation.RevokeAsync(await sessions.FindAsync(token.SessionId, cancellationToken), reason, cancellationToken);
            return Problem.Unauthorized(ProblemTypes.InvalidRefreshToken, NotGood);
        }

        var cookieIn = presented.InCookie ? http.Response : null;
        return TypedResults.Ok(await tokens.IssueAsync(account, signedIn, cookieIn, cancellationToken));
    }

    /// <summary>
    /// Ends a session: that of the refresh token in the body or the cookie, else that of the access token. Its access tokens are
    /// refused everywhere within seconds. A token that is good for nothing is no error (RFC 7009, section 2.2).
    /// </summary>
    /// <response code="204">The session has ended; a cookie is removed.</response>
    /// <response code="400">The body is malformed.</response>
    /// <response code="401">There is neither a refresh token nor a valid access token (<c>invalid-refresh-token</c>).</response>
    /// <response code="403">The cookie came without the header, or from another site (<c>cross-site-request</c>).</response>
    internal static async Task<Results<NoContent, ProblemHttpResult>> SignOut(
        RefreshRequest? request,
        HttpContext http,
        ClaimsPrincipal user,
        RefreshTokenRotation rotation,
        SessionRevocation revocation,
        ISessionStore sessions,
        CancellationToken cancellationToken)
    {
        var presented = PresentedToken.Of(request, http.Request);
        if (presented.InCookie && !RefreshCookie.IsOwnPage(http.Request))
            return Problem.Forbidden(ProblemTypes.CrossSiteRequest, RefreshCookie.NotOwnPage);

        Document<Session>? session;
        if (presented.Value is not null)
            session = RefreshToken.TryParse(presented.Value, out var token) ? await rotation.FindAsync(token, cancellationToken) : null;
        else if (user.FindSessionId() is { } id)
            session = await sessions.FindAsync(id, cancellationToken);
        else
            return Problem.Unauthorized(ProblemTypes.InvalidRefreshToken, NoToken);

        await revocation.RevokeAsync(session, RevocationReasons.SignedOut, cancellationToken);
        if (presented.InCookie)
            RefreshCookie.Clear(http.Response);
        return TypedResults.NoContent();
    }
}

/// <param name="Value">The refresh token of a request; null where it has none.</param>
/// <param name="InCookie">Whether the browser added it by itself.</param>
internal readonly record struct PresentedToken(string? Value, bool InCookie)
{
    public static PresentedToken Of(RefreshRequest? request, HttpRequest http) =>
        request?.RefreshToken is { } body ? new(body, InCookie: false)
        : RefreshCookie.Read(http) is { } cookie ? new(cookie, InCookie: true)
        : default;
}
