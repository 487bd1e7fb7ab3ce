using FilmStreaming.ServiceDefaults.Problems;
using FilmStreaming.ServiceDefaults.RateLimits;
using FilmStreaming.Storage;
using FilmStreaming.UserApi.Accounts;
using FilmStreaming.UserApi.Credentials;
using FilmStreaming.UserApi.Lockout;
using FilmStreaming.UserApi.Mail;
using FilmStreaming.UserApi.Sessions;
using FilmStreaming.UserApi.TwoFactor;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace FilmStreaming.UserApi.Auth;

/// <summary>Making an account, and signing in to it.</summary>
internal static class AuthEndpoints
{
    private const string NotLetIn =
        "No account that may sign in has this e-mail and password. After several wrong passwords, Retry-After says when the next is tried.";

    private const string NeedsSecondFactor = "The account asks for a code of its authenticator app, or a recovery code.";

    public static void MapAuth(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/auth")
            .WithTags("Authentication")
            .AllowAnonymous()
            .WithRateLimit(RateLimitClass.SignIn)
            .AddEndpointFilter(NoStore.FilterAsync);

        group.MapPost("/sign-up", SignUp).WithName(nameof(SignUp));
        group.MapPost("/sign-in", SignIn).WithName(nameof(SignIn))
            .AnswersProblems(ProblemTypes.InvalidCredentials, ProblemTypes.SecondFactorRequired, ProblemTypes.CrossSiteRequest);
    }

    /// <summary>
    /// Makes an account. Whether the address has one already is not told: the answer is the same, and a mail tells the owner of the
    /// address. For a new account it has a token that verifies the address.
    /// </summary>
    /// <response code="202">If the address had no account, it has one now.</response>
    /// <response code="400">Something is missing, malformed, or not accepted here; <c>errors</c> names it.</response>
    internal static async Task<Results<Accepted, ProblemHttpResult>> SignUp(
        SignUpRequest request,
        IAccountStore accounts,
        PasswordHashing passwords,
        MailQueue mails,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (PasswordRule.IsPersonal(request.Password!, request.Email!, request.FirstName!, request.LastName!))
            return Problem.Invalid("password", PasswordRule.PersonalError);

        var hash = await passwords.HashAsync(request.Password!, cancellationToken);
        var now = time.GetStoredNow();
        var (id, account) = (Guid.CreateVersion7(now), request.ToAccount(hash, now));

        // One look and one write in either case, so that the time tells no more than the answer.
        var taken = await accounts.FindByEmailAsync(account.NormalizedEmail, cancellationToken) is not null;
        if (taken || !await accounts.TryAddAsync(id, account, [AccountEvents.Registered(id, now)], cancellationToken))
            await mails.EnqueueAsync(account.Email, MailKind.AlreadyRegistered, account: null, cancellationToken);
        return TypedResults.Accepted((string?)null);
    }

    /// <summary>Signs in with e-mail and password.</summary>
    /// <response code="200">The tokens of a new session.</response>
    /// <response code="400">Something is missing or malformed; <c>errors</c> names it.</response>
    /// <response code="401">
    /// No account that may sign in has this e-mail and password (<c>invalid-credentials</c>). From the fifth wrong password in a row
    /// on, <c>Retry-After</c> says in how many seconds the next is tried; until then even the right one is refused. Or both are right, and
    /// the account asks for a second factor (<c>second-factor-required</c>): show it within five minutes, with the problem's member
    /// <c>ticket</c>, to <c>/v1/auth/sign-in/second-factor</c>.
    /// </response>
    /// <response code="403">A cookie was asked for without the header, or from another site (<c>cross-site-request</c>).</response>
    internal static async Task<Results<Ok<TokenResponse>, ProblemHttpResult>> SignIn(
        SignInRequest request,
        HttpContext http,
        IAccountStore accounts,
        PasswordCheck passwords,
        PasswordHashing hashing,
        SessionStart sessions,
        SessionTokens tokens,
        SecondFactorTickets tickets,
        IOptions<CredentialOptions> options,
        CancellationToken cancellationToken)
    {
        if (request.UseCookie && !RefreshCookie.IsOwnPage(http.Request))
            return Problem.Forbidden(ProblemTypes.CrossSiteRequest, RefreshCookie.NotOwnPage);

        var email = EmailAddress.Normalize(request.Email!);
        var account = await accounts.FindByEmailAsync(email, cancellationToken);
        if (account is not null && !MaySignIn(account.Body, options.Value))
            account = null;

        var check = await passwords.VerifyAsync(email, account?.Body.PasswordHash, request.Password!, cancellationToken);
        if (account is null || !check.Succeeded)
            return Refuse(http.Response, check.Delay);

        if (check.Verified == PasswordVerificationResult.SuccessRehashNeeded)
        {
            // When another request changed the account meanwhile, the next sign-in renews the hash.
            var renewed = account.Body with { PasswordHash = await hashing.HashAsync(request.Password!, cancellationToken) };
            await accounts.TryUpdateAsync(account.Id, account.Version, renewed, [], cancellationToken);
        }

        if (account.Body.SecondFactor is not null)
        {
            return Problem.Unauthorized(
                ProblemTypes.SecondFactorRequired, NeedsSecondFactor, new() { ["ticket"] = tickets.Issue(account) });
        }

        if (await sessions.StartAsync(account, AuthenticationMethods.PasswordOnly, http, cancellationToken) is not { } session)
            return Refuse(http.Response, delay: null);
        return TypedResults.Ok(await tokens.IssueAsync(account, session, request.UseCookie ? http.Response : null, cancellationToken));
    }

    private static bool MaySignIn(Account account, CredentialOptions options) =>
        account.LockedAt is null && (account.EmailVerifiedAt is not null || options.RequireVerifiedEmail is not true);

    // One answer for everybody who is not let in: why not would tell whether the address has an account.
    private static ProblemHttpResult Refuse(HttpResponse response, TimeSpan? delay)
    {
        RetryAfter.Set(response, delay);
        return Problem.Unauthorized(ProblemTypes.InvalidCredentials, NotLetIn);
    }
}
