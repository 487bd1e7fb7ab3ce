using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.ServiceDefaults.Paging;
using FilmStreaming.ServiceDefaults.Problems;
using FilmStreaming.UserApi.Activities;
using FilmStreaming.UserApi.Films;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace FilmStreaming.UserApi.Playback;

/// <summary>The films that the account that is signed in has begun and not finished.</summary>
internal static class ContinueWatchingEndpoints
{
    private const string NothingToContinue = "There is nothing of this film to continue.";

    public static void MapContinueWatching(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/me/continue-watching")
            .WithTags("Playback")
            .RequireAuthorization(Policies.Viewer);

        group.MapGet("/", ListContinueWatching).WithName(nameof(ListContinueWatching));
        group.MapDelete("/{movieId}", Dismiss).WithName(nameof(Dismiss)).AnswersProblems(ProblemTypes.PlaybackNotFound);
        group.MapPut("/{movieId}", Restore).WithName(nameof(Restore)).AnswersProblems(ProblemTypes.PlaybackNotFound);
    }

    /// <summary>The films that you have begun and not finished, played last first, each with where to go on.</summary>
    /// <param name="pageSize">How many films a page has at most.</param>
    /// <param name="cursor">The <c>nextCursor</c> of the page before.</param>
    /// <response code="200">A page; the <c>Link</c> header names the next.</response>
    /// <response code="400">The page size is out of range, or the cursor is none (<c>invalid-cursor</c>).</response>
    internal static async Task<Results<Ok<Page<ContinueWatchingResponse>>, ProblemHttpResult>> ListContinueWatching(
        HttpContext http,
        ClaimsPrincipal user,
        JournalApplier applier,
        IWatchStateStore states,
        IFilmStore films,
        IOptions<PlaybackOptions> options,
        CursorProtector cursors,
        [Range(1, 100)] int pageSize = 20,
        string? cursor = null,
        CancellationToken cancellationToken = default)
    {
        var account = user.GetAccountId();
        var list = $"continue watching of {account:N}";
        if (!cursors.TryUnprotect(list, cursor, out TimePosition? after))
            return Problem.BadRequest(ProblemTypes.InvalidCursor, "The cursor is not one of this list.");

        // One more than the page has tells whether there is another page.
        await applier.SettledAsync(account, cancellationToken);
        var found = await states.ListContinuedAsync(account, account, after, pageSize + 1, cancellationToken);
        var page = found.Take(pageSize).ToList();
        var known = await films.FindManyAsync([.. page.Select(state => state.Body.MovieId)], cancellationToken);
        return TypedResults.Ok(new Page<ContinueWatchingResponse>(
            [
                .. page.Select(state =>
                    ContinueWatchingResponse.Of(state.Body, known.GetValueOrDefault(state.Body.MovieId), options.Value)),
            ],
            found.Count > pageSize ? cursors.Protect(list, new TimePosition(page[^1].Body.LastAt, page[^1].Id)) : null).WithLink(http));
    }

    /// <summary>Takes a film out of the list, until it is played on. Where to go on is kept.</summary>
    /// <response code="204">It is out of the list.</response>
    /// <response code="404">There is nothing of this film to continue (<c>playback-not-found</c>).</response>
    internal static Task<Results<NoContent, ProblemHttpResult>> Dismiss(
        Guid movieId,
        ClaimsPrincipal user,
        JournalApplier applier,
        IWatchStateStore states,
        ActivityLog activities,
        IOptions<PlaybackOptions> options,
        CancellationToken cancellationToken) =>
        ChangeAsync(movieId, user.GetAccountId(), applier, states, activities, state => state.Dismiss(new(options.Value)), cancellationToken);

    /// <summary>Puts a film back that was taken out of the list.</summary>
    /// <response code="204">It is in the list.</response>
    /// <response code="404">There is nothing of this film to continue (<c>playback-not-found</c>).</response>
    internal static Task<Results<NoContent, ProblemHttpResult>> Restore(
        Guid movieId,
        ClaimsPrincipal user,
        JournalApplier applier,
        IWatchStateStore states,
        ActivityLog activities,
        IOptions<PlaybackOptions> options,
        CancellationToken cancellationToken) =>
        ChangeAsync(movieId, user.GetAccountId(), applier, states, activities, state => state.Restore(new(options.Value)), cancellationToken);

    private static async Task<Results<NoContent, ProblemHttpResult>> ChangeAsync(
        Guid movieId,
        Guid accountId,
        JournalApplier applier,
        IWatchStateStore states,
        ActivityLog activities,
        Func<WatchState, WatchState?> change,
        CancellationToken cancellationToken)
    {
        await applier.SettledAsync(accountId, cancellationToken);
        var id = PlaybackKey.Of(accountId, movieId).StateId;
        while (true)
        {
            if (await states.FindAsync(id, cancellationToken) is not { } known || change(known.Body) is not { } changed)
                return Problem.NotFound(ProblemTypes.PlaybackNotFound, NothingToContinue);
            // Refused when a report came in between; then its state is changed.
            if (ReferenceEquals(changed, known.Body)
                || (await states.SaveManyAsync([new(id, known.Version, changed, [])], cancellationToken)).Count == 0)
            {
                await activities.TouchAsync(accountId, AccountActivity.Playback, cancellationToken);
                return TypedResults.NoContent();
            }
        }
    }
}
