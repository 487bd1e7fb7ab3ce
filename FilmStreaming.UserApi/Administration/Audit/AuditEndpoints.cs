using System.ComponentModel.DataAnnotations;
using FilmStreaming.ServiceDefaults;
using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.ServiceDefaults.Paging;
using FilmStreaming.ServiceDefaults.Problems;
using FilmStreaming.Storage;
using FilmStreaming.UserApi.Auth;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FilmStreaming.UserApi.Administration.Audit;

/// <summary>An act of an administrator.</summary>
/// <param name="Id">The entry.</param>
/// <param name="At">When it was begun.</param>
/// <param name="ActorId">The account of the administrator.</param>
/// <param name="Act"><c>user.changed</c>, <c>user.locked</c>, <c>user.unlocked</c>, <c>user.second-factor-removed</c>, <c>user.sessions-ended</c>, <c>user.deleted</c>, <c>users.imported</c>, <c>films.rebuilt</c>.</param>
/// <param name="TargetId">The account that it was done to; absent where it was none, or several.</param>
/// <param name="Changes">What it changed. Values that are personal data are left out.</param>
/// <param name="Outcome"><c>done</c>, <c>refused</c>, or <c>begun</c>: it was interrupted, and may have taken effect.</param>
/// <param name="TraceId">The trace of the request.</param>
public sealed record AuditResponse(
    Guid Id,
    DateTimeOffset At,
    Guid ActorId,
    string Act,
    Guid? TargetId,
    IReadOnlyList<AuditChange> Changes,
    string Outcome,
    string? TraceId)
{
    internal static AuditResponse Of(Document<AuditEntry> entry) => new(
        entry.Id,
        entry.Body.At,
        entry.Body.ActorId,
        entry.Body.Act,
        entry.Body.TargetId,
        entry.Body.Changes,
        entry.Body.Outcome,
        entry.Body.TraceId);
}

/// <summary>What administrators did.</summary>
internal static class AuditEndpoints
{
    public static void MapAudit(this IEndpointRouteBuilder routes) => routes
        .MapGet($"/v1/admin/{ResourceNames.UserApi}/audit", ListAudit)
        .WithName(nameof(ListAudit))
        .WithTags("Administration")
        .RequireAuthorization(Policies.Administrator)
        .AddEndpointFilter(NoStore.FilterAsync);

    /// <summary>What administrators did, latest first.</summary>
    /// <param name="actorId">Only acts of this administrator.</param>
    /// <param name="targetId">Only acts done to this account.</param>
    /// <param name="act">Only acts of this kind, for example <c>user.locked</c>.</param>
    /// <param name="pageSize">How many a page has at most.</param>
    /// <param name="cursor">The <c>nextCursor</c> of the page before.</param>
    /// <response code="200">A page; the <c>Link</c> header names the next.</response>
    /// <response code="400">The page size is out of range, or the cursor is none (<c>invalid-cursor</c>).</response>
    internal static async Task<Results<Ok<Page<AuditResponse>>, ProblemHttpResult>> ListAudit(
        HttpContext http,
        IAuditStore audit,
        CursorProtector cursors,
        Guid? actorId = null,
        Guid? targetId = null,
        [StringLength(50)] string? act = null,
        [Range(1, 100)] int pageSize = 20,
        string? cursor = null,
        CancellationToken cancellationToken = default)
    {
        var list = $"audit?actor={actorId}&target={targetId}&act={Uri.EscapeDataString(act ?? "")}";
        if (!cursors.TryUnprotect(list, cursor, out Cursor? after))
            return Problem.BadRequest(ProblemTypes.InvalidCursor, "The cursor is not one of this list.");

        var found = await audit.ListAsync(new(actorId, targetId, act, after?.Id, pageSize + 1), cancellationToken);
        var page = found.Take(pageSize).ToList();
        return TypedResults.Ok(new Page<AuditResponse>(
            [.. page.Select(AuditResponse.Of)],
            found.Count > pageSize ? cursors.Protect(list, new Cursor("", page[^1].Id)) : null).WithLink(http));
    }
}
