using FilmStreaming.ServiceDefaults.Problems;
using FilmStreaming.ServiceDefaults.RateLimits;
using FilmStreaming.UserApi.Auth;
using FilmStreaming.UserApi.Lockout;
using FilmStreaming.UserApi.Mail;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FilmStreaming.UserApi.Credentials;

/// <summary>What is done by mail, without being signed in. Each request costs the same whether the address has an account or not.</summary>
internal static class RecoveryEndpoints
{
    private const string NotGood = "The token is not known, spent, or expired. Ask for another mail.";

    public static void MapRecovery(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/auth")
            .WithTags("Authentication")
            .AllowAnonymous()
            .WithRateLimit(RateLimitClass.SignIn)
            .AddEndpointFilter(NoStore.FilterAsync);

        group.MapPost("/verify-email", VerifyEmail).WithName(nameof(VerifyEmail))
            .AnswersProblems(ProblemTypes.InvalidToken, ProblemTypes.WrongPassword);
        group.MapPost("/verify-email/resend", ResendVerification).WithName(nameof(ResendVerification));
        group.MapPost("/forgot-password", ForgotPassword).WithName(nameof(ForgotPassword));
        group.MapPost("/reset-password", ResetPassword).WithName(nameof(ResetPassword)).AnswersProblems(ProblemTypes.InvalidToken);
    }

    /// <summary>
    /// Shows that an address is yours, by the token of a mail to it: that of a new account, or a new address of an account. The account's
    /// password is asked for too, so that nobody has you verify an account that somebody else made with your address. If yours is
    /// not taken, that is what happened: reset it, and the account is yours.
    /// </summary>
    /// <response code="204">The address is verified; a new one is that of the account now.</response>
    /// <response code="400">
    /// Something is missing (<c>validation</c>), or the token is good for nothing (<c>invalid-token</c>); a new address may be another
    /// account's by now.
    /// </response>
    /// <response code="403">
    /// The password is wrong (<c>wrong-password</c>); the token is still good. After several wrong ones, <c>Retry-After</c> says when the
    /// next is tried.
    /// </response>
    internal static async Task<Results<NoContent, ProblemHttpResult>> VerifyEmail(
        VerifyEmailRequest request,
        HttpResponse response,
        EmailVerification verification,
        PasswordCheck passwords,
        CancellationToken cancellationToken)
    {
        if (await verification.FindByTokenAsync(request.Token!, cancellationToken) is not { Body: var account })
            return Problem.BadRequest(ProblemTypes.InvalidToken, NotGood);
        var check = await passwords.VerifyAsync(account.NormalizedEmail, account.PasswordHash, request.Password!, cancellationToken);
        if (!check.Succeeded)
            return CredentialEndpoints.WrongPassword(response, check.Delay);

        return await verification.VerifyAsync(request.Token!, account.SecurityStamp, cancellationToken)
            ? TypedResults.NoContent()
            : Problem.BadRequest(ProblemTypes.InvalidToken, NotGood);
    }

    /// <summary>Sends the mail again that verifies the address of an account.</summary>
    /// <response code="202">If an account has the address and it is not verified yet, a mail is on its way.</response>
    /// <response code="400">The address is missing or malformed; <c>errors</c> names it.</response>
    internal static async Task<Accepted> ResendVerification(MailRequest request, MailQueue mails, CancellationToken cancellationToken)
    {
        await mails.EnqueueAsync(request.Email!, MailKind.VerifyEmail, account: null, cancellationToken);
        return TypedResults.Accepted((string?)null);
    }

    /// <summary>Sends a mail with a token that lets choose a new password. It works for accounts that have to wait, too.</summary>
    /// <response code="202">If an account has the address, a mail is on its way.</response>
    /// <response code="400">The address is missing or malformed; <c>errors</c> names it.</response>
    internal static async Task<Accepted> ForgotPassword(MailRequest request, MailQueue mails, CancellationToken cancellationToken)
    {
        await mails.EnqueueAsync(request.Email!, MailKind.ResetPassword, account: null, cancellationToken);
        return TypedResults.Accepted((string?)null);
    }

    /// <summary>Chooses a new password by the token of a mail, and signs out every device. A mail tells you that it was changed.</summary>
    /// <response code="204">It is changed; sign in with it.</response>
    /// <response code="400">
    /// Something is missing or not accepted as a password (<c>validation</c>; the token is still good then), or the token is good for
    /// nothing (<c>invalid-token</c>).
    /// </response>
    internal static async Task<Results<NoContent, ProblemHttpResult>> ResetPassword(
        ResetPasswordRequest request, PasswordChange change, CancellationToken cancellationToken)
    {
        if (await change.FindByTokenAsync(request.Token!, cancellationToken) is not { Body: var account })
            return Problem.BadRequest(ProblemTypes.InvalidToken, NotGood);
        if (PasswordRule.IsPersonal(request.Password!, account.Email, account.FirstName, account.LastName))
            return Problem.Invalid("password", PasswordRule.PersonalError);

        return await change.ResetAsync(request.Token!, request.Password!, cancellationToken)
            ? TypedResults.NoContent()
            : Problem.BadRequest(ProblemTypes.InvalidToken, NotGood);
    }
}
