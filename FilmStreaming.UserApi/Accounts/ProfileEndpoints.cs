using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using System.Text.Json;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.ServiceDefaults.Json;
using FilmStreaming.ServiceDefaults.Problems;
using FilmStreaming.Storage;
using FilmStreaming.UserApi.Activities;
using FilmStreaming.UserApi.Auth;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FilmStreaming.UserApi.Accounts;

/// <summary>What the owner of an account says of themselves and prefers.</summary>
internal static class ProfileEndpoints
{
    private const string Gone = "The account of this access token does not exist.";

    public static void MapProfile(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/me")
            .WithTags("Account")
            .RequireAuthorization(Policies.Viewer)
            .AddEndpointFilter(NoStore.FilterAsync)
            .AnswersProblems(ProblemTypes.InvalidCredentials);
        group.MapPatch("/", ChangeProfile).WithName(nameof(ChangeProfile));
        group.MapGet("/settings", GetSettings).WithName(nameof(GetSettings));
        group.MapPatch("/settings", ChangeSettings).WithName(nameof(ChangeSettings));
    }

    /// <summary>
    /// Changes what you say of yourself. Members that the patch has replace yours, <c>null</c> removes (not the names), the others stay.
    /// </summary>
    /// <response code="200">The account.</response>
    /// <response code="400">A value is not accepted; <c>errors</c> names it.</response>
    internal static async Task<Results<Ok<AccountResponse>, ProblemHttpResult>> ChangeProfile(
        MergePatch<ProfileRequest> patch,
        ClaimsPrincipal user,
        HttpContext http,
        IAccountStore accounts,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var outcome = await ChangeAsync(
            user.GetAccountId(), patch, ProfileRequest.Of, (account, profile) => profile.ApplyTo(account), AccountParts.Profile, http, accounts, time, cancellationToken);
        return outcome.Account is { } account ? TypedResults.Ok(AccountResponse.Of(account.Id, account.Body)) : outcome.Refusal!;
    }

    /// <summary>What you prefer.</summary>
    /// <response code="200">The settings.</response>
    internal static async Task<Results<Ok<SettingsResponse>, ProblemHttpResult>> GetSettings(
        ClaimsPrincipal user, IAccountStore accounts, CancellationToken cancellationToken) =>
        await accounts.FindAsync(user.GetAccountId(), cancellationToken) is { } account
            ? TypedResults.Ok(SettingsResponse.Of(account.Body.Settings))
            : Problem.Unauthorized(ProblemTypes.InvalidCredentials, Gone);

    /// <summary>Changes what you prefer. Members that the patch has replace yours, <c>null</c> gives the default, the others stay.</summary>
    /// <response code="200">The settings.</response>
    /// <response code="400">A value is not accepted; <c>errors</c> names it.</response>
    internal static async Task<Results<Ok<SettingsResponse>, ProblemHttpResult>> ChangeSettings(
        MergePatch<SettingsRequest> patch,
        ClaimsPrincipal user,
        HttpContext http,
        IAccountStore accounts,
        ActivityLog activities,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var outcome = await ChangeAsync(
            user.GetAccountId(),
            patch,
            account => SettingsRequest.Of(account.Settings),
            (account, settings) => account with { Settings = settings.ApplyTo(new()) },
            AccountParts.Settings,
            http,
            accounts,
            time,
            cancellationToken);
        if (outcome.Account is not { } account)
            return outcome.Refusal!;
        await activities.TouchAsync(account.Id, AccountActivity.Settings, cancellationToken);
        return TypedResults.Ok(SettingsResponse.Of(account.Body.Settings));
    }

    private static async Task<(Document<Account>? Account, ProblemHttpResult? Refusal)> ChangeAsync<T>(
        Guid id,
        MergePatch<T> patch,
        Func<Account, T> read,
        Func<Account, T, Account> write,
        string part,
        HttpContext http,
        IAccountStore accounts,
        TimeProvider time,
        CancellationToken cancellationToken)
        where T : class
    {
        var now = time.GetStoredNow();
        ValidationResult? violation = null;
        Document<Account>? changed = null;
        await accounts.UpdateAsync(
            id,
            account =>
            {
                var content = patch.ApplyTo(read(account.Body));
                violation = FirstViolation(content, http.RequestServices);
                if (violation is not null)
                    return null;
                changed = account with { Version = account.Version + 1, Body = write(account.Body, content) with { UpdatedAt = now } };
                return new(changed.Body, AccountEvents.Updated(id, account.Version, now, part));
            },
            cancellationToken);
        if (violation is not null)
            return (null, Problem.Invalid(JsonNamingPolicy.CamelCase.ConvertName(violation.MemberNames.First()), violation.ErrorMessage!));
        return changed is null ? (null, Problem.Unauthorized(ProblemTypes.InvalidCredentials, Gone)) : (changed, null);
    }

    private static ValidationResult? FirstViolation(object content, IServiceProvider services)
    {
        List<ValidationResult> violations = [];
        return Validator.TryValidateObject(content, new(content, services, null), violations, validateAllProperties: true) ? null : violations[0];
    }
}
