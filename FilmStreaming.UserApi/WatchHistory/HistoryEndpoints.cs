using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.ServiceDefaults.Paging;
using FilmStreaming.ServiceDefaults.Problems;
using FilmStreaming.Storage;
using FilmStreaming.UserApi.Films;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FilmStreaming.UserApi.WatchHistory;

/// <summary>What the account that is signed in has watched.</summary>
internal static class HistoryEndpoints
{
    private const string Path = "/v1/me/history";
    private const string NoSuchPlay = "Your history has no such play.";

    private static readonly DateTimeOffset EarliestWatchedAt = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>How far a client's clock may be ahead.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    public static void MapHistory(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Path)
            .WithTags("Watch history")
            .RequireAuthorization(Policies.Viewer);

        group.MapGet("/", ListPlays).WithName(nameof(ListPlays)).ProducesValidationProblem();
        group.MapPost("/", AddPlay).WithName(nameof(AddPlay))
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/{id}", GetPlay).WithName(nameof(GetPlay)).ProducesProblem(StatusCodes.Status404NotFound);
        group.MapDelete("/{id}", RemovePlay).WithName(nameof(RemovePlay)).ProducesProblem(StatusCodes.Status404NotFound);
    }

    /// <summary>Your plays, latest first.</summary>
    /// <param name="pageSize">How many plays a page has at most.</param>
    /// <param name="cursor">The <c>nextCursor</c> of the page before.</param>
    /// <response code="200">A page; the <c>Link</c> header names the next.</response>
    /// <response code="400">The page size is out of range, or the cursor is none (<c>invalid-cursor</c>).</response>
    internal static async Task<Results<Ok<Page<PlayResponse>>, ProblemHttpResult>> ListPlays(
        HttpContext http,
        ClaimsPrincipal user,
        IPlayStore plays,
        IFilmStore films,
        CursorProtector cursors,
        [Range(1, 100)] int pageSize = 20,
        string? cursor = null,
        CancellationToken cancellationToken = default)
    {
        if (!cursors.TryRead(user.GetAccountId(), cursor, out var after))
            return Problem.BadRequest(ProblemTypes.InvalidCursor, "The cursor is not one of this list.");

        // One more than the page has tells whether there is another page.
        var found = await plays.ListAsync(user.GetAccountId(), after, pageSize + 1, cancellationToken);
        var page = found.Take(pageSize).ToList();
        var known = await films.FindManyAsync([.. page.Select(play => play.Body.MovieId).Distinct()], cancellationToken);
        return TypedResults.Ok(new Page<PlayResponse>(
            [.. page.Select(play => PlayResponse.Of(play, known.GetValueOrDefault(play.Body.MovieId)))],
            found.Count > pageSize ? cursors.After(page[^1]) : null).WithLink(http));
    }

    /// <summary>Adds a film that you watched. Adding the same film at the same time again changes nothing.</summary>
    /// <response code="201">The new play; <c>Location</c> is its address.</response>
    /// <response code="200">The play was there already.</response>
    /// <response code="400">Something is missing, malformed or out of range; <c>errors</c> names it.</response>
    /// <response code="404">The catalogue has no such film (<c>movie-not-found</c>).</response>
    /// <response code="503">The catalogue cannot be asked at the moment, so nothing was added; <c>Retry-After</c> says when to try again.</response>
    internal static async Task<Results<Created<PlayResponse>, Ok<PlayResponse>, ProblemHttpResult>> AddPlay(
        AddPlayRequest request,
        ClaimsPrincipal user,
        MovieCatalogue catalogue,
        IPlayStore plays,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var now = time.GetStoredNow();
        var watchedAt = request.WatchedAt?.ToStored() ?? now;
        if (watchedAt > now + ClockSkew)
            return Problem.Invalid("watchedAt", "The field watchedAt must not be in the future.");
        if (watchedAt < EarliestWatchedAt)
            return Problem.Invalid("watchedAt", "The field watchedAt must not be before the year 1900.");

        if (await catalogue.FindAsync(request.MovieId!.Value, cancellationToken) is not { } movie)
            return Problem.NotFound(ProblemTypes.MovieNotFound, "The catalogue has no such film.");

        var play = Play.Of(user.GetAccountId(), movie, watchedAt);
        var (stored, added) = await plays.AddAsync(Guid.CreateVersion7(now), play, cancellationToken);
        var response = PlayResponse.Of(stored, film: null);
        return added ? TypedResults.Created($"{Path}/{stored.Id}", response) : TypedResults.Ok(response);
    }

    /// <summary>One of your plays.</summary>
    /// <response code="200">The play.</response>
    /// <response code="404">Your history has no such play (<c>play-not-found</c>).</response>
    internal static async Task<Results<Ok<PlayResponse>, ProblemHttpResult>> GetPlay(
        Guid id, ClaimsPrincipal user, IPlayStore plays, IFilmStore films, CancellationToken cancellationToken)
    {
        var play = await plays.FindAsync(user.GetAccountId(), id, cancellationToken);
        if (play is null)
            return Problem.NotFound(ProblemTypes.PlayNotFound, NoSuchPlay);

        var known = await films.FindManyAsync([play.Body.MovieId], cancellationToken);
        return TypedResults.Ok(PlayResponse.Of(play, known.GetValueOrDefault(play.Body.MovieId)));
    }

    /// <summary>Removes one of your plays.</summary>
    /// <response code="204">It is gone.</response>
    /// <response code="404">Your history has no such play (<c>play-not-found</c>).</response>
    internal static async Task<Results<NoContent, ProblemHttpResult>> RemovePlay(
        Guid id, ClaimsPrincipal user, IPlayStore plays, CancellationToken cancellationToken) =>
        await plays.RemoveAsync(user.GetAccountId(), id, cancellationToken)
            ? TypedResults.NoContent()
            : Problem.NotFound(ProblemTypes.PlayNotFound, NoSuchPlay);
}
