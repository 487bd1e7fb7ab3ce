using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.ServiceDefaults.Json;
using FilmStreaming.ServiceDefaults.Paging;
using FilmStreaming.ServiceDefaults.Problems;
using FilmStreaming.ServiceDefaults.Versions;
using FilmStreaming.Storage;
using FilmStreaming.UserApi.Accounts;
using FilmStreaming.UserApi.Accounts.Erasure;
using FilmStreaming.UserApi.Administration.Audit;
using FilmStreaming.UserApi.Auth;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SessionRevocation = FilmStreaming.UserApi.Sessions.SessionRevocation;

namespace FilmStreaming.UserApi.Administration;

/// <summary>The accounts, for administrators.</summary>
internal static class UserEndpoints
{
    public static void MapUsers(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/users")
            .WithTags("Administration")
            .RequireAuthorization(Policies.Administrator)
            .AddEndpointFilter(NoStore.FilterAsync);

        group.MapGet("/", ListUsers).WithName(nameof(ListUsers));
        group.MapGet("/{id}", GetUser).WithName(nameof(GetUser)).AnswersProblems(ProblemTypes.UserNotFound);
        group.MapPatch("/{id}", PatchUser).WithName(nameof(PatchUser)).RequireRecentSignIn()
            .Accepts<UserPatch>(MergePatch.MediaType)
            .AnswersProblems(ProblemTypes.UserNotFound, ProblemTypes.LastAdministrator, ProblemTypes.VersionMismatch, ProblemTypes.VersionRequired);
        group.MapDelete("/{id}", DeleteUser).WithName(nameof(DeleteUser)).RequireRecentSignIn()
            .AnswersProblems(ProblemTypes.UserNotFound, ProblemTypes.LastAdministrator, ProblemTypes.VersionMismatch, ProblemTypes.VersionRequired);
        group.MapPost("/{id}/lock", LockUser).WithName(nameof(LockUser)).RequireRecentSignIn()
            .AnswersProblems(ProblemTypes.UserNotFound, ProblemTypes.LastAdministrator);
        group.MapPost("/{id}/unlock", UnlockUser).WithName(nameof(UnlockUser)).RequireRecentSignIn()
            .AnswersProblems(ProblemTypes.UserNotFound);
        group.MapDelete("/{id}/sessions", EndUserSessions).WithName(nameof(EndUserSessions)).RequireRecentSignIn()
            .AnswersProblems(ProblemTypes.UserNotFound);
        group.MapDelete("/{id}/two-factor", RemoveSecondFactor).WithName(nameof(RemoveSecondFactor)).RequireRecentSignIn()
            .AnswersProblems(ProblemTypes.UserNotFound);
    }

    /// <summary>The accounts by e-mail address, or those that a search finds. Conditions are joined by and.</summary>
    /// <param name="email">The beginning of the address; upper and lower case are the same.</param>
    /// <param name="name">Words, each of which begins one of the account's names. Case and diacritics do not count.</param>
    /// <param name="role"><c>viewer</c>, <c>editor</c> or <c>administrator</c>: the role itself, not one that includes it.</param>
    /// <param name="locked">Whether an administrator keeps it from signing in.</param>
    /// <param name="pageSize">How many accounts a page has at most.</param>
    /// <param name="cursor">The <c>nextCursor</c> of the page before.</param>
    /// <response code="200">A page; the <c>Link</c> header names the next.</response>
    /// <response code="400">A value is out of range (<c>errors</c> names it), or the cursor is none (<c>invalid-cursor</c>).</response>
    internal static async Task<Results<Ok<Page<UserResponse>>, ProblemHttpResult>> ListUsers(
        HttpContext http,
        IAccountStore accounts,
        CursorProtector cursors,
        [StringLength(EmailAddress.MaxLength)] string? email = null,
        [StringLength(2 * PersonName.MaxLength)] string? name = null,
        [AllowedValues(null, Roles.Viewer, Roles.Editor, Roles.Administrator)] string? role = null,
        bool? locked = null,
        [Range(1, 100)] int pageSize = 20,
        string? cursor = null,
        CancellationToken cancellationToken = default)
    {
        var list = $"users?email={Uri.EscapeDataString(email ?? "")}&name={Uri.EscapeDataString(name ?? "")}&role={role}&locked={locked}";
        if (!cursors.TryUnprotect(list, cursor, out Cursor? after))
            return Problem.BadRequest(ProblemTypes.InvalidCursor, "The cursor is not one of this list.");

        var found = await accounts.ListAsync(
            new()
            {
                EmailPrefix = string.IsNullOrEmpty(email) ? null : EmailAddress.Normalize(email),
                NamePrefixes = NameKeys.Of(name ?? ""),
                Role = role,
                IsLocked = locked,
                After = after?.Key,
                Limit = pageSize + 1,
            },
            cancellationToken);
        var page = found.Take(pageSize).ToList();
        return TypedResults.Ok(new Page<UserResponse>(
            [.. page.Select(UserResponse.Of)],
            found.Count > pageSize ? cursors.Protect(list, new Cursor(page[^1].Body.NormalizedEmail, page[^1].Id)) : null).WithLink(http));
    }

    /// <summary>An account.</summary>
    /// <response code="200">The account and its <c>ETag</c>.</response>
    /// <response code="404">There is no such account (<c>user-not-found</c>).</response>
    internal static async Task<Results<Ok<UserResponse>, ProblemHttpResult>> GetUser(
        Guid id, IAccountStore accounts, HttpResponse response, CancellationToken cancellationToken)
    {
        if (await accounts.FindAsync(id, cancellationToken) is not { } account)
            return UserActs.NotFound(id);
        response.SetETag(account.Version);
        return TypedResults.Ok(UserResponse.Of(account));
    }

    /// <summary>
    /// Changes an account's names, roles or plan (RFC 7396). Changing roles signs it out everywhere, so that it has no more rights
    /// than it should within seconds. Needs a sign-in of the last ten minutes.
    /// </summary>
    /// <response code="200">The account and its new <c>ETag</c>.</response>
    /// <response code="400">Something is malformed or not accepted; <c>errors</c> names it.</response>
    /// <response code="401">
    /// The session was begun too long ago (<c>recent-sign-in-required</c>), or there is no valid access token.
    /// </response>
    /// <response code="404">There is no such account (<c>user-not-found</c>).</response>
    /// <response code="409">Nobody would be an administrator any more (<c>last-administrator</c>).</response>
    internal static Task<Results<Ok<UserResponse>, ProblemHttpResult>> PatchUser(
        Guid id,
        UserPatch request,
        UserActs acts,
        HttpContext http,
        TimeProvider time,
        [FromHeader(Name = "If-Match"), Description(EntityTag.IfMatch)] string? ifMatch,
        CancellationToken cancellationToken) => acts.DoAsync(
            id,
            AuditActs.Changed,
            account => EntityTag.Check(ifMatch, account.Version),
            account => UserChange.Patch(account, request, time.GetStoredNow()),
            http,
            cancellationToken);

    /// <summary>
    /// Deletes an account with everything that is kept of it, on every service, as its owner can. Nothing brings it back. Needs a sign-in
    /// of the last ten minutes.
    /// </summary>
    /// <response code="204">It is deleted.</response>
    /// <response code="401">
    /// The session was begun too long ago (<c>recent-sign-in-required</c>), or there is no valid access token.
    /// </response>
    /// <response code="404">There is no such account (<c>user-not-found</c>).</response>
    /// <response code="409">Nobody would be an administrator any more (<c>last-administrator</c>).</response>
    internal static async Task<Results<NoContent, ProblemHttpResult>> DeleteUser(
        Guid id,
        IAccountStore accounts,
        AccountDeletion deletion,
        AuditTrail audit,
        ClaimsPrincipal user,
        [FromHeader(Name = "If-Match"), Description(EntityTag.IfMatch)] string? ifMatch,
        CancellationToken cancellationToken)
    {
        if (await accounts.FindAsync(id, cancellationToken) is not { } account)
            return UserActs.NotFound(id);
        if (EntityTag.Check(ifMatch, account.Version) is { } refusal)
            return refusal;
        var begun = await audit.BeginAsync(user, AuditActs.Deleted, id, [], cancellationToken);
        var wasDeleted = await deletion.TryDeleteAsync(id, cancellationToken);
        await begun.EndAsync(wasDeleted);
        return wasDeleted ? TypedResults.NoContent() : UserActs.LastAdministrator();
    }

    /// <summary>
    /// Keeps an account from signing in, and signs it out everywhere within seconds. An administrator stays one, without effect. Needs a
    /// sign-in of the last ten minutes.
    /// </summary>
    /// <response code="200">The account, which is locked now or was already.</response>
    /// <response code="401">
    /// The session was begun too long ago (<c>recent-sign-in-required</c>), or there is no valid access token.
    /// </response>
    /// <response code="404">There is no such account (<c>user-not-found</c>).</response>
    /// <response code="409">Nobody would be an administrator any more (<c>last-administrator</c>).</response>
    internal static Task<Results<Ok<UserResponse>, ProblemHttpResult>> LockUser(
        Guid id, UserActs acts, HttpContext http, TimeProvider time, CancellationToken cancellationToken) => acts.DoAsync(
            id, AuditActs.Locked, null, account => UserChange.Lock(account, true, time.GetStoredNow()), http, cancellationToken);

    /// <summary>
    /// Lets an account sign in again, and at once: wrong passwords make it wait no longer. Needs a sign-in of the last ten minutes.
    /// </summary>
    /// <response code="200">The account, which is not locked any more.</response>
    /// <response code="401">
    /// The session was begun too long ago (<c>recent-sign-in-required</c>), or there is no valid access token.
    /// </response>
    /// <response code="404">There is no such account (<c>user-not-found</c>).</response>
    internal static Task<Results<Ok<UserResponse>, ProblemHttpResult>> UnlockUser(
        Guid id, UserActs acts, HttpContext http, TimeProvider time, CancellationToken cancellationToken) => acts.DoAsync(
            id, AuditActs.Unlocked, null, account => UserChange.Lock(account, false, time.GetStoredNow()), http, cancellationToken);

    /// <summary>
    /// Signs an account out everywhere within seconds; its owner can sign in again. Needs a sign-in of the last ten minutes.
    /// </summary>
    /// <response code="204">Its sessions have ended.</response>
    /// <response code="401">
    /// The session was begun too long ago (<c>recent-sign-in-required</c>), or there is no valid access token.
    /// </response>
    /// <response code="404">There is no such account (<c>user-not-found</c>).</response>
    internal static async Task<Results<NoContent, ProblemHttpResult>> EndUserSessions(
        Guid id, ClaimsPrincipal user, IAccountStore accounts, SessionRevocation sessions, AuditTrail audit, CancellationToken cancellationToken)
    {
        if (await accounts.FindAsync(id, cancellationToken) is null)
            return UserActs.NotFound(id);
        var begun = await audit.BeginAsync(user, AuditActs.SessionsEnded, id, [], cancellationToken);
        await sessions.RevokeAllAsync(id, except: null, RevocationReasons.EndedByAdministrator, cancellationToken);
        await begun.EndAsync(wasDone: true);
        return TypedResults.NoContent();
    }

    /// <summary>
    /// Takes the second factor from an account whose owner has lost it. Be sure that it is the owner who asks. Signs the account out
    /// everywhere, and a mail tells its owner. Needs a sign-in of the last ten minutes.
    /// </summary>
    /// <response code="200">The account, which asks for its password only.</response>
    /// <response code="401">
    /// The session was begun too long ago (<c>recent-sign-in-required</c>), or there is no valid access token.
    /// </response>
    /// <response code="404">There is no such account (<c>user-not-found</c>).</response>
    internal static Task<Results<Ok<UserResponse>, ProblemHttpResult>> RemoveSecondFactor(
        Guid id, UserActs acts, HttpContext http, TimeProvider time, CancellationToken cancellationToken) => acts.DoAsync(
            id, AuditActs.SecondFactorRemoved, null, account => UserChange.RemoveSecondFactor(account, time.GetStoredNow()), http, cancellationToken);
}
