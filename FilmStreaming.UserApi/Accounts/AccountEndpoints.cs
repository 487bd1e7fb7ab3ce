using System.Security.Claims;
using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FilmStreaming.UserApi.Accounts;

/// <summary>The account of whoever is signed in.</summary>
internal static class AccountEndpoints
{
    public static void MapAccounts(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/me")
            .WithTags("Account")
            .RequireAuthorization(Policies.Viewer);

        group.MapGet("/", GetMe).WithName(nameof(GetMe));
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
}
