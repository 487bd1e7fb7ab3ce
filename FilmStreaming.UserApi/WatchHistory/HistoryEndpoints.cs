using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Security.Claims;
using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.ServiceDefaults.Paging;
using FilmStreaming.ServiceDefaults.Problems;
using FilmStreaming.Storage;
using FilmStreaming.UserApi.Activities;
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

        group.MapGet("/", ListPlays).WithName(nameof(ListPlays));
        group.MapPost("/", AddPlay).WithName(nameof(AddPlay))
            .AnswersProblems(ProblemTypes.MovieNotFound);
        group.MapDelete("/", RemovePlays).WithName(nameof(RemovePlays));
        group.MapGet("/{id}", GetPlay).WithName(nameof(GetPlay)).AnswersProblems(ProblemTypes.PlayNotFound);
        group.MapDelete("/{id}", RemovePlay).WithName(nameof(RemovePlay)).AnswersProblems(ProblemTypes.PlayNotFound);
    }

    /// <summary>Your plays, latest first: all, or those of a film, of a time, or both.</summary>
    /// <param name="movieId">Only plays of this film.</param>
    /// <param name="from">Only plays from then on, by <c>watchedAt</c> (RFC 3339, with an offset).</param>
    /// <param name="before">Only plays before then.</param>
    /// <param name="pageSize">How many plays a page has at most.</param>
    /// <param name="cursor">The <c>nextCursor</c> of the page before.</param>
    /// <response code="200">A page; the <c>Link</c> header names the next.</response>
    /// <response code="400">A value is out of range, the time is empty, or the cursor is none of this list (<c>invalid-cursor</c>).</response>
    internal static async Task<Results<Ok<Page<PlayResponse>>, ProblemHttpResult>> ListPlays(
        HttpContext http,
        ClaimsPrincipal user,
        IPlayStore plays,
        IFilmStore films,
        CursorProtector cursors,
        Guid? movieId = null,
        DateTimeOffset? from = null,
        DateTimeOffset? before = null,
        [Range(1, 100)] int pageSize = 20,
        string? cursor = null,
        CancellationToken cancellationToken = default)
    {
        var filter = new PlayFilter(user.GetAccountId(), movieId, from?.ToStored(), before?.ToStored());
        if (IsEmpty(filter))
            return Problem.Invalid("before", "The field before must be later than from.");
        var list = string.Create(
            CultureInfo.InvariantCulture,
            $"history of {filter.AccountId:N}, {filter.MovieId:N}, {filter.From:O} to {filter.Before:O}");
        if (!cursors.TryUnprotect(list, cursor, out TimePosition? after))
            return Problem.BadRequest(ProblemTypes.InvalidCursor, "The cursor is not one of this list.");

        // One more than the page has tells whether there is another page.
        var found = await plays.ListAsync(filter, after, pageSize + 1, cancellationToken);
        var page = found.Take(pageSize).ToList();
        var known = await films.FindManyAsync([.. page.Select(play => play.Body.MovieId).Distinct()], cancellationToken);
        return TypedResults.Ok(new Page<PlayResponse>(
            [.. page.Select(play => PlayResponse.Of(play, known.GetValueOrDefault(play.Body.MovieId)))],
            found.Count > pageSize ? cursors.Protect(list, new TimePosition(page[^1].Body.WatchedAt, page[^1].Id)) : null).WithLink(http));
    }

    /// <summary>Adds a film that you watched. Adding the same film with the same beginning and device again changes nothing.</summary>
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
        IFilmStore films,
        ActivityLog activities,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var now = time.GetStoredNow();
        var startedAt = request.StartedAt?.ToStored();
        var watchedAt = request.WatchedAt?.ToStored() ?? startedAt ?? now;
        if ((Violation("watchedAt", watchedAt, now) ?? Violation("startedAt", startedAt, now)) is { } violation)
            return violation;
        if (startedAt > watchedAt)
            return Problem.Invalid("startedAt", "The field startedAt must not be after watchedAt.");

        if (await catalogue.FindAsync(request.MovieId!.Value, cancellationToken) is not { } movie)
            return Problem.NotFound(ProblemTypes.MovieNotFound, "The catalogue has no such film.");

        var play = Play.Of(user.GetAccountId(), movie, watchedAt, startedAt, request.Device);
        var (stored, added) = await plays.AddAsync(Guid.CreateVersion7(now), play, cancellationToken);
        await activities.TouchAsync(user.GetAccountId(), AccountActivity.History, cancellationToken);
        var response = await ShowAsync(stored, films, cancellationToken);
        return added ? TypedResults.Created($"{Path}/{stored.Id}", response) : TypedResults.Ok(response);
    }

    /// <summary>One of your plays.</summary>
    /// <response code="200">The play.</response>
    /// <response code="404">Your history has no such play (<c>play-not-found</c>).</response>
    internal static async Task<Results<Ok<PlayResponse>, ProblemHttpResult>> GetPlay(
        Guid id, ClaimsPrincipal user, IPlayStore plays, IFilmStore films, CancellationToken cancellationToken)
    {
        var play = await plays.FindAsync(user.GetAccountId(), id, cancellationToken);
        return play is null
            ? Problem.NotFound(ProblemTypes.PlayNotFound, NoSuchPlay)
            : TypedResults.Ok(await ShowAsync(play, films, cancellationToken));
    }

    /// <summary>
    /// Removes plays: those of a film, of a time, or both; or all of them. Where a film or all are removed without a time, where you stand
    /// with it goes too. What was derived of the plays is taken back within seconds.
    /// </summary>
    /// <param name="movieId">Only plays of this film.</param>
    /// <param name="from">Only plays from then on, by <c>watchedAt</c> (RFC 3339, with an offset).</param>
    /// <param name="before">Only plays before then.</param>
    /// <param name="all">Must be true where nothing else says which plays are meant.</param>
    /// <response code="204">They are gone.</response>
    /// <response code="400">Nothing says which plays are meant, or the time is empty; <c>errors</c> names what is missing or wrong.</response>
    internal static async Task<Results<NoContent, ProblemHttpResult>> RemovePlays(
        ClaimsPrincipal user,
        HistoryRemoval removal,
        Guid? movieId = null,
        DateTimeOffset? from = null,
        DateTimeOffset? before = null,
        bool all = false,
        CancellationToken cancellationToken = default)
    {
        var filter = new PlayFilter(user.GetAccountId(), movieId, from?.ToStored(), before?.ToStored());
        if (IsEmpty(filter))
            return Problem.Invalid("before", "The field before must be later than from.");
        if (all != (filter == new PlayFilter(filter.AccountId)))
            return Problem.Invalid("all", "Say movieId, from or before; or all=true, and nothing else, to remove the whole history.");
        await removal.RemoveAsync(filter, cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>Removes one of your plays.</summary>
    /// <response code="204">It is gone.</response>
    /// <response code="404">Your history has no such play (<c>play-not-found</c>).</response>
    internal static async Task<Results<NoContent, ProblemHttpResult>> RemovePlay(
        Guid id, ClaimsPrincipal user, HistoryRemoval removal, CancellationToken cancellationToken) =>
        await removal.RemoveAsync(user.GetAccountId(), id, cancellationToken)
            ? TypedResults.NoContent()
            : Problem.NotFound(ProblemTypes.PlayNotFound, NoSuchPlay);

    private static bool IsEmpty(PlayFilter filter) => filter.Before <= filter.From;

    private static ProblemHttpResult? Violation(string member, DateTimeOffset? value, DateTimeOffset now) => value switch
    {
        _ when value > now + ClockSkew => Problem.Invalid(member, $"The field {member} must not be in the future."),
        _ when value < EarliestWatchedAt => Problem.Invalid(member, $"The field {member} must not be before the year 1900."),
        _ => null,
    };

    private static async Task<PlayResponse> ShowAsync(Document<Play> play, IFilmStore films, CancellationToken cancellationToken)
    {
        var known = await films.FindManyAsync([play.Body.MovieId], cancellationToken);
        return PlayResponse.Of(play, known.GetValueOrDefault(play.Body.MovieId));
    }
}
