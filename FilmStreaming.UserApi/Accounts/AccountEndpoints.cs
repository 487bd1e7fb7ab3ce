using System.Security.Claims;
using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.ServiceDefaults.Problems;
using FilmStreaming.UserApi.Accounts.Erasure;
using FilmStreaming.UserApi.Administration;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FilmStreaming.UserApi.Accounts;

/// <summary>The account of whoever is signed in.</summary>
internal static class AccountEndpoints
{
    public static void MapAccounts(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/me")
            .WithTags("Account")
            .RequireAuthorization(Policies.Viewer)
            .AnswersProblems(ProblemTypes.InvalidCredentials);

        group.MapGet("/", GetMe).WithName(nameof(GetMe));
        group.MapDelete("/", DeleteMe).WithName(nameof(DeleteMe)).RequireRecentSignIn()
            .AnswersProblems(ProblemTypes.LastAdministrator);
    }

    /// <summary>The account that the access token was issued to.</summary>
    /// <response code="200">The account.</response>
    /// <response code="401">No valid access token, or its account no longer exists.</response>
    internal static async Task<Results<Ok<AccountResponse>, ProblemHttpResult>> GetMe(
        ClaimsPrincipal user, IAccountStore accounts, HttpResponse response, CancellationToken cancellationToken)
    {
        var account = await accounts.FindAsync(user.GetAccountId(), cancellationToken);
        if (account is null)
            return Problem.Unauthorized(ProblemTypes.InvalidCredentials, "The account of this access token does not exist.");

        response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(AccountResponse.Of(account.Id, account.Body));
    }

    /// <summary>
    /// Deletes your account with everything that is kept of it, on every service. Nothing brings it back. Your devices are signed out.
    /// Needs a sign-in of the last ten minutes.
    /// </summary>
    /// <response code="204">It is deleted.</response>
    /// <response code="401">
    /// The session was begun too long ago (<c>recent-sign-in-required</c>), or there is no valid access token.
    /// </response>
    /// <response code="409">Nobody would be an administrator any more (<c>last-administrator</c>).</response>
    internal static async Task<Results<NoContent, ProblemHttpResult>> DeleteMe(
        ClaimsPrincipal user, IAccountStore accounts, AccountDeletion deletion, CancellationToken cancellationToken)
    {
        var account = await accounts.FindAsync(user.GetAccountId(), cancellationToken);
        if (account is null)
            return Problem.Unauthorized(ProblemTypes.InvalidCredentials, "The account of this access token does not exist.");
        return await deletion.TryDeleteAsync(account.Id, cancellationToken) ? TypedResults.NoContent() : UserActs.LastAdministrator();
    }
}
