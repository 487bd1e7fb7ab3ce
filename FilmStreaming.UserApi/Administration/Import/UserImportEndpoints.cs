using System.Security.Claims;
using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.ServiceDefaults.RateLimits;
using FilmStreaming.ServiceDefaults.Rows;
using FilmStreaming.UserApi.Auth;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace FilmStreaming.UserApi.Administration.Import;

/// <summary>The accounts of another system, all at once.</summary>
internal static class UserImportEndpoints
{
    public static void MapUserImport(this IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/users/import", ImportUsers).WithName(nameof(ImportUsers)).WithTags("Administration")
        .RequireAuthorization(Policies.Administrator)
        .RequireRecentSignIn()
        .WithRateLimit(RateLimitClass.Import)
        .AddEndpointFilter(NoStore.FilterAsync)
        .TakesRows<UserImportRow, UserImportResult, UserImportEnd>(
            routes.ServiceProvider.GetRequiredService<IOptions<UserImportOptions>>().Value.MaxBytes);

    /// <summary>
    /// Imports accounts: one JSON object on each line (NDJSON), or one JSON array. A row may be 16 KiB long. Needs a sign-in of the last
    /// ten minutes.
    /// </summary>
    /// <remarks>
    /// No passwords are taken: a mail lets the owner of each new account choose one, which also shows that the address is theirs. An
    /// address that has an account is passed over, as is the second row of an address, so that an import may be repeated. A row that
    /// cannot be taken is rejected with the reason and stops nothing. The answer has one line for each row, in their order, each durable
    /// when it is sent, and a summary as its last line; without the summary the import was broken off.
    /// </remarks>
    internal static Results<PushStreamHttpResult, StatusCodeHttpResult> ImportUsers(
        UserImport import, ClaimsPrincipal user, IOptions<UserImportOptions> options, HttpContext http)
    {
        if (RowUpload.Refuse(http.Request, options.Value.MaxBytes) is { } refusal)
            return refusal;
        return RowUpload.Answer(http, ImportedRow.MaxBytes, (rows, output) => UserImportAnswer.WriteAsync(
            output, import.RunAsync(rows, user, http.RequestAborted), http.RequestAborted));
    }
}
