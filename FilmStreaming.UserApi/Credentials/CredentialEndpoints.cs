using System.Security.Claims;
using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.ServiceDefaults.Problems;
using FilmStreaming.ServiceDefaults.RateLimits;
using FilmStreaming.UserApi.Accounts;
using FilmStreaming.UserApi.Auth;
using FilmStreaming.UserApi.Lockout;
using FilmStreaming.UserApi.Mail;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FilmStreaming.UserApi.Credentials;

/// <summary>The password and the address of whoever is signed in.</summary>
internal static class CredentialEndpoints
{
    public static void MapCredentials(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/me")
            .WithTags("Account")
            .RequireAuthorization(Policies.Viewer)
            .WithRateLimit(RateLimitClass.SignIn)
            .AddEndpointFilter(NoStore.FilterAsync)
            .AnswersProblems(ProblemTypes.InvalidCredentials, ProblemTypes.WrongPassword);

        group.MapPost("/password", ChangePassword).WithName(nameof(ChangePassword));
        group.MapPost("/email", ChangeEmail).WithName(nameof(ChangeEmail));
    }

    /// <summary>Changes your password and signs out your other devices. A mail tells you that it was changed.</summary>
    /// <response code="204">It is changed.</response>
    /// <response code="400">Something is missing, or not accepted as a password; <c>errors</c> names it.</response>
    /// <response code="403">
    /// The present password is wrong (<c>wrong-password</c>). After several wrong ones, <c>Retry-After</c> says when the next is tried.
    /// </response>
    internal static async Task<Results<NoContent, ProblemHttpResult>> ChangePassword(
        ChangePasswordRequest request,
        ClaimsPrincipal user,
        HttpResponse response,
        IAccountStore accounts,
        PasswordCheck passwords,
        PasswordChange change,
        CancellationToken cancellationToken)
    {
        if (await accounts.FindAsync(user.GetAccountId(), cancellationToken) is not { } account)
            return AccountGone();
        var check = await passwords.VerifyAsync(
            account.Body.NormalizedEmail, account.Body.PasswordHash, request.CurrentPassword!, cancellationToken);
        if (!check.Succeeded)
            return WrongPassword(response, check.Delay);
        if (PasswordRule.IsPersonal(request.NewPassword!, account.Body.Email, account.Body.FirstName, account.Body.LastName))
            return Problem.Invalid("newPassword", PasswordRule.PersonalError);

        return await change.ChangeAsync(account, user.FindSessionId(), request.NewPassword!, cancellationToken)
            ? TypedResults.NoContent()
            : WrongPassword(response, delay: null);
    }

    /// <summary>
    /// Sends a mail to a new address; the account has it once the token of that mail is shown to <c>/v1/auth/verify-email</c>. Whether
    /// another account has the address is not told. Then a mail tells the old address.
    /// </summary>
    /// <response code="202">If no account has the address, a mail is on its way.</response>
    /// <response code="400">Something is missing or malformed, or it is the address of the account; <c>errors</c> names it.</response>
    /// <response code="403">
    /// The present password is wrong (<c>wrong-password</c>). After several wrong ones, <c>Retry-After</c> says when the next is tried.
    /// </response>
    internal static async Task<Results<Accepted, ProblemHttpResult>> ChangeEmail(
        ChangeEmailRequest request,
        ClaimsPrincipal user,
        HttpResponse response,
        IAccountStore accounts,
        PasswordCheck passwords,
        MailQueue mails,
        CancellationToken cancellationToken)
    {
        if (await accounts.FindAsync(user.GetAccountId(), cancellationToken) is not { } account)
            return AccountGone();
        if (EmailAddress.Normalize(request.Email!) == account.Body.NormalizedEmail && request.Email == account.Body.Email)
            return Problem.Invalid("email", "The account has this address.");
        var check = await passwords.VerifyAsync(
            account.Body.NormalizedEmail, account.Body.PasswordHash, request.Password!, cancellationToken);
        if (!check.Succeeded)
            return WrongPassword(response, check.Delay);

        await mails.EnqueueAsync(request.Email!, MailKind.ConfirmNewEmail, account, cancellationToken);
        return TypedResults.Accepted((string?)null);
    }

    private static ProblemHttpResult AccountGone() =>
        Problem.Unauthorized(ProblemTypes.InvalidCredentials, "The account of this access token does not exist.");

    internal static ProblemHttpResult WrongPassword(HttpResponse response, TimeSpan? delay)
    {
        RetryAfter.Set(response, delay);
        return Problem.Forbidden(ProblemTypes.WrongPassword, "The present password is wrong, or too many wrong ones came before.");
    }
}
