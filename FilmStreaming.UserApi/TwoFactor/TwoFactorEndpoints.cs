using System.Security.Claims;
using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.ServiceDefaults.Problems;
using FilmStreaming.ServiceDefaults.RateLimits;
using FilmStreaming.Storage;
using FilmStreaming.UserApi.Accounts;
using FilmStreaming.UserApi.Auth;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace FilmStreaming.UserApi.TwoFactor;

/// <summary>The second factor of whoever is signed in. These routes need no role: without the factor the account may have none.</summary>
internal static class TwoFactorEndpoints
{
    public static void MapTwoFactor(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/me/two-factor")
            .WithTags("Account")
            .RequireAuthorization(Policies.SignedIn)
            .AddEndpointFilter(NoStore.FilterAsync)
            .AnswersProblems(ProblemTypes.InvalidCredentials);
        group.MapGet("/", GetTwoFactor).WithName(nameof(GetTwoFactor));

        var changes = group.MapGroup("").WithRateLimit(RateLimitClass.SignIn).RequireRecentSignIn();
        changes.MapPost("/authenticator", BeginAuthenticator).WithName(nameof(BeginAuthenticator));
        changes.MapPost("/authenticator/confirm", ConfirmAuthenticator).WithName(nameof(ConfirmAuthenticator))
            .AnswersProblems(ProblemTypes.WrongCode, ProblemTypes.AuthenticatorNotBegun);
        changes.MapPost("/recovery-codes", ReplaceRecoveryCodes).WithName(nameof(ReplaceRecoveryCodes))
            .AnswersProblems(ProblemTypes.SecondFactorOff);
        changes.MapDelete("/", TurnOffTwoFactor).WithName(nameof(TurnOffTwoFactor)).AnswersProblems(ProblemTypes.WrongCode);
    }

    /// <summary>Whether your account asks for a second factor.</summary>
    /// <response code="200">How it stands.</response>
    internal static async Task<Results<Ok<TwoFactorResponse>, ProblemHttpResult>> GetTwoFactor(
        ClaimsPrincipal user, IAccountStore accounts, IOptions<SecondFactorOptions> options, CancellationToken cancellationToken)
    {
        if (await accounts.FindAsync(user.GetAccountId(), cancellationToken) is not { Body: var account })
            return AccountGone();
        var factor = account.SecondFactor;
        return TypedResults.Ok(new TwoFactorResponse(
            factor is not null, factor?.OnSince, factor?.RecoveryCodes.Count ?? 0, options.Value.IsRequiredFor(account.Roles)));
    }

    /// <summary>
    /// Makes a key for an authenticator app. The app's first code, shown to <c>/confirm</c>, puts it into effect; until then a key that you
    /// have stays good. Needs a sign-in of the last ten minutes.
    /// </summary>
    /// <response code="200">The key, shown this once.</response>
    /// <response code="401">
    /// The session was begun too long ago (<c>recent-sign-in-required</c>), or there is no valid access token.
    /// </response>
    internal static async Task<Results<Ok<NewAuthenticatorResponse>, ProblemHttpResult>> BeginAuthenticator(
        ClaimsPrincipal user, SecondFactorChange change, CancellationToken cancellationToken) =>
        await change.BeginAsync(user.GetAccountId(), cancellationToken) is { } begun ? TypedResults.Ok(begun) : AccountGone();

    /// <summary>
    /// Has your account ask for codes of the new key from now on. Your other devices are signed out, and a mail tells you. The session
    /// that asks now counts as one with a second factor; its next access token says so. Needs a sign-in of the last ten minutes.
    /// </summary>
    /// <response code="200">The recovery codes, shown this once; those before are good no longer.</response>
    /// <response code="400">The code is missing or not six digits; <c>errors</c> names it.</response>
    /// <response code="401">
    /// The session was begun too long ago (<c>recent-sign-in-required</c>), or there is no valid access token.
    /// </response>
    /// <response code="403">
    /// The code is wrong or too old (<c>wrong-code</c>). After several wrong ones, <c>Retry-After</c> says when the next is tried.
    /// </response>
    /// <response code="409">No key was made in the last ten minutes (<c>authenticator-not-begun</c>).</response>
    internal static async Task<Results<Ok<RecoveryCodesResponse>, ProblemHttpResult>> ConfirmAuthenticator(
        ConfirmAuthenticatorRequest request,
        ClaimsPrincipal user,
        HttpResponse response,
        IAccountStore accounts,
        SecondFactorChange change,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (await accounts.FindAsync(user.GetAccountId(), cancellationToken) is not { } account)
            return AccountGone();
        if (!(account.Body.NewAuthenticator?.ExpiresAt > time.GetStoredNow()))
            return Problem.Conflict(ProblemTypes.AuthenticatorNotBegun, "No key was made in the last ten minutes, or it is in effect: make another.");

        var codes = RecoveryCode.NewSet();
        var result = await change.ConfirmAsync(account, user.FindSessionId(), request.Code!, codes, cancellationToken);
        return result.Account is null ? result.Refuse(response) : TypedResults.Ok(new RecoveryCodesResponse(codes));
    }

    /// <summary>Gives you new recovery codes, and a mail tells you. Needs a sign-in of the last ten minutes.</summary>
    /// <response code="200">The recovery codes, shown this once; those before are good no longer.</response>
    /// <response code="401">
    /// The session was begun too long ago (<c>recent-sign-in-required</c>), or there is no valid access token.
    /// </response>
    /// <response code="409">Your account asks for no second factor (<c>second-factor-off</c>).</response>
    internal static async Task<Results<Ok<RecoveryCodesResponse>, ProblemHttpResult>> ReplaceRecoveryCodes(
        ClaimsPrincipal user, SecondFactorChange change, CancellationToken cancellationToken)
    {
        var codes = RecoveryCode.NewSet();
        return await change.ReplaceRecoveryCodesAsync(user.GetAccountId(), codes, cancellationToken)
            ? TypedResults.Ok(new RecoveryCodesResponse(codes))
            : Problem.Conflict(ProblemTypes.SecondFactorOff, "The account asks for no second factor.");
    }

    /// <summary>
    /// Has your account ask for its password only. Your other devices are signed out, and a mail tells you. Needs a sign-in of the last ten
    /// minutes, and one more code or recovery code.
    /// </summary>
    /// <response code="204">It asks for no second factor.</response>
    /// <response code="400">Neither or both of the two are there, or one is malformed; <c>errors</c> names it.</response>
    /// <response code="401">
    /// The session was begun too long ago (<c>recent-sign-in-required</c>), or there is no valid access token.
    /// </response>
    /// <response code="403">
    /// The code is wrong or spent (<c>wrong-code</c>). After several wrong ones, <c>Retry-After</c> says when the next is tried.
    /// </response>
    internal static async Task<Results<NoContent, ProblemHttpResult>> TurnOffTwoFactor(
        [FromBody] SecondFactorRequest request,
        ClaimsPrincipal user,
        HttpResponse response,
        IAccountStore accounts,
        SecondFactorChange change,
        CancellationToken cancellationToken)
    {
        if (await accounts.FindAsync(user.GetAccountId(), cancellationToken) is not { } account)
            return AccountGone();
        if (account.Body.SecondFactor is null)
            return TypedResults.NoContent();
        var result = await change.TurnOffAsync(account, user.FindSessionId(), request.ToPresented(), cancellationToken);
        return result.Account is null ? result.Refuse(response) : TypedResults.NoContent();
    }

    private static ProblemHttpResult AccountGone() =>
        Problem.Unauthorized(ProblemTypes.InvalidCredentials, "The account of this access token does not exist.");
}
