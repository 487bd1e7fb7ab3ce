using FilmStreaming.ServiceDefaults.Problems;
using FilmStreaming.ServiceDefaults.RateLimits;
using FilmStreaming.UserApi.Accounts;
using FilmStreaming.UserApi.Auth;
using FilmStreaming.UserApi.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FilmStreaming.UserApi.TwoFactor;

/// <summary>The second step of signing in, where the account asks for one.</summary>
internal static class SecondFactorSignIn
{
    private const string BadTicket = "The ticket is none, older than five minutes, or the account was changed since: begin with the password.";

    public static void MapSecondFactorSignIn(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/auth/sign-in/second-factor", SignInWithSecondFactor).WithName(nameof(SignInWithSecondFactor))
            .WithTags("Authentication")
            .AllowAnonymous()
            .WithRateLimit(RateLimitClass.SignIn)
            .AddEndpointFilter(NoStore.FilterAsync)
            .AnswersProblems(ProblemTypes.InvalidTicket, ProblemTypes.WrongCode, ProblemTypes.CrossSiteRequest);

    /// <summary>Signs in with a second factor, after the password was answered with a ticket.</summary>
    /// <response code="200">The tokens of a new session.</response>
    /// <response code="400">Something is missing or malformed; <c>errors</c> names it.</response>
    /// <response code="401">The ticket is good for nothing (<c>invalid-ticket</c>): begin with the password again.</response>
    /// <response code="403">
    /// The code is wrong or spent (<c>wrong-code</c>): from the fifth wrong one in a row on, <c>Retry-After</c> says in how many seconds the
    /// next is tried. Or a cookie was asked for without the header, or from another site (<c>cross-site-request</c>).
    /// </response>
    internal static async Task<Results<Ok<TokenResponse>, ProblemHttpResult>> SignInWithSecondFactor(
        SecondFactorSignInRequest request,
        HttpContext http,
        IAccountStore accounts,
        SecondFactorTickets tickets,
        SecondFactorCheck check,
        SessionStart sessions,
        SessionTokens tokens,
        CancellationToken cancellationToken)
    {
        if (request.UseCookie && !RefreshCookie.IsOwnPage(http.Request))
            return Problem.Forbidden(ProblemTypes.CrossSiteRequest, RefreshCookie.NotOwnPage);
        if (tickets.Read(request.Ticket!) is not { } ticket
            || await accounts.FindAsync(ticket.AccountId, cancellationToken) is not { Body.SecondFactor: not null } account
            || account.Body.SecurityStamp != ticket.SecurityStamp)
        {
            return Problem.Unauthorized(ProblemTypes.InvalidTicket, BadTicket);
        }

        var presented = request.ToPresented();
        var result = await check.SpendAsync(account.Id, ticket.SecurityStamp, presented, cancellationToken);
        if (result.Account is null)
            return result.Refuse(http.Response);
        if (await sessions.StartAsync(result.Account, presented.Methods, http, cancellationToken) is not { } session)
            return Problem.Unauthorized(ProblemTypes.InvalidTicket, BadTicket);
        return TypedResults.Ok(
            await tokens.IssueAsync(result.Account, session, request.UseCookie ? http.Response : null, cancellationToken));
    }
}
