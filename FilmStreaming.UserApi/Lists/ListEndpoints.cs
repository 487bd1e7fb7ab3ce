using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.ServiceDefaults.Paging;
using FilmStreaming.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FilmStreaming.UserApi.Lists;

/// <summary>The lists of the account that is signed in: favourites, watchlist, and the films that it rated.</summary>
internal static class ListEndpoints
{
    public static void MapLists(this IEndpointRouteBuilder routes)
    {
        foreach (var list in new[] { FilmList.Favorites, FilmList.Watchlist, FilmList.Ratings })
        {
            var group = routes.MapGroup(list.Path)
                .WithTags("Lists")
                .WithMetadata(list)
                .RequireAuthorization(Policies.Viewer);
            group.MapGet("/", ListFilms).WithName($"List{list.Title}");
            group.MapGet("/{movieId}", GetFilm).WithName($"GetFrom{list.Title}").AnswersProblems(ProblemTypes.NotInList);
            var put = list == FilmList.Ratings ? group.MapPut("/{movieId}", RateFilm) : group.MapPut("/{movieId}", AddFilm);
            put.WithName($"PutInto{list.Title}").AnswersProblems(ProblemTypes.MovieNotFound, ProblemTypes.ListFull);
            if (list != FilmList.Ratings)
                group.MapPost("/reorder", ReorderFilms).WithName($"Reorder{list.Title}").AnswersProblems(ProblemTypes.NotInList);
            group.MapDelete("/{movieId}", RemoveFilm).WithName($"RemoveFrom{list.Title}");
        }
    }

    /// <summary>The films of the list, added last first unless they were put in order; of the ratings, those rated last.</summary>
    /// <param name="pageSize">How many films a page has at most.</param>
    /// <param name="cursor">The <c>nextCursor</c> of the page before.</param>
    /// <response code="200">A page; the <c>Link</c> header names the next. Its <c>ETag</c> changes with anything that the page shows.</response>
    /// <response code="304">The page is still the one whose <c>ETag</c> is in <c>If-None-Match</c>.</response>
    /// <response code="400">The page size is out of range, or the cursor is none (<c>invalid-cursor</c>).</response>
    internal static async Task<Results<TaggedJson<Page<ListedFilmResponse>>, ProblemHttpResult>> ListFilms(
        FilmList list,
        HttpContext http,
        ClaimsPrincipal user,
        AccountLists lists,
        CursorProtector cursors,
        [Range(1, 100)] int pageSize = 20,
        string? cursor = null,
        CancellationToken cancellationToken = default)
    {
        var account = user.GetAccountId();
        var name = $"{list.Name} of {account:N}";
        if (!cursors.TryUnprotect(name, cursor, out TimePosition? after))
            return Problem.BadRequest(ProblemTypes.InvalidCursor, "The cursor is not one of this list.");
        var (films, next) = await lists.ListAsync(account, list, after, pageSize, cancellationToken);
        var page = new Page<ListedFilmResponse>(films, next is { } position ? cursors.Protect(name, position) : null);
        return new TaggedJson<Page<ListedFilmResponse>>(page.WithLink(http));
    }

    /// <summary>A film of the list.</summary>
    /// <response code="200">It is in the list.</response>
    /// <response code="404">It is not (<c>not-in-list</c>).</response>
    internal static async Task<Results<Ok<ListedFilmResponse>, ProblemHttpResult>> GetFilm(
        Guid movieId, FilmList list, ClaimsPrincipal user, AccountLists lists, CancellationToken cancellationToken) =>
        await lists.FindAsync(user.GetAccountId(), list, movieId, cancellationToken) is { } film
            ? TypedResults.Ok(film)
            : Problem.NotFound(ProblemTypes.NotInList, "The film is not in this list.");

    /// <summary>Adds a film to the list. One that is there keeps its place.</summary>
    /// <response code="201">The film is now in the list.</response>
    /// <response code="200">It was there already.</response>
    /// <response code="404">The catalogue has no such film (<c>movie-not-found</c>).</response>
    /// <response code="409">The list has as many films as it may, 10,000 by default (<c>list-full</c>).</response>
    /// <response code="503">The catalogue cannot be asked at the moment, so nothing was added; <c>Retry-After</c> says when to try again.</response>
    internal static async Task<Results<Created<ListedFilmResponse>, Ok<ListedFilmResponse>, ProblemHttpResult>> AddFilm(
        Guid movieId, FilmList list, ClaimsPrincipal user, AccountLists lists, CancellationToken cancellationToken) =>
        AnswerOf(list, movieId, await lists.AddAsync(user.GetAccountId(), list, movieId, rating: null, cancellationToken));

    /// <summary>Rates a film, or changes your rating of it.</summary>
    /// <response code="201">The film is now rated.</response>
    /// <response code="200">It was rated before; the rating is now this one.</response>
    /// <response code="400">The value is missing or out of range; <c>errors</c> names it.</response>
    /// <response code="404">The catalogue has no such film (<c>movie-not-found</c>).</response>
    /// <response code="409">You have rated as many films as you may, 10,000 by default (<c>list-full</c>).</response>
    /// <response code="503">The catalogue cannot be asked at the moment, so nothing was rated; <c>Retry-After</c> says when to try again.</response>
    internal static async Task<Results<Created<ListedFilmResponse>, Ok<ListedFilmResponse>, ProblemHttpResult>> RateFilm(
        Guid movieId, RatingRequest rating, ClaimsPrincipal user, AccountLists lists, CancellationToken cancellationToken) => AnswerOf(
            FilmList.Ratings,
            movieId,
            await lists.AddAsync(user.GetAccountId(), FilmList.Ratings, movieId, rating.Value, cancellationToken));

    /// <summary>Removes a film from the list, if it is there.</summary>
    /// <response code="204">It is not in the list.</response>
    internal static async Task<NoContent> RemoveFilm(
        Guid movieId, FilmList list, ClaimsPrincipal user, AccountLists lists, CancellationToken cancellationToken)
    {
        await lists.RemoveAsync(user.GetAccountId(), list, movieId, cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>
    /// Puts films of the list first, in this order; the others follow in the order they have. What is added later comes before them. Doing it
    /// again changes nothing.
    /// </summary>
    /// <response code="204">They are in this order.</response>
    /// <response code="400">A film is there twice, or there are too many; <c>errors</c> names it, for example <c>movieIds[3]</c>.</response>
    /// <response code="404">A film is not in the list (<c>not-in-list</c>); the first such is named. Nothing was done.</response>
    internal static async Task<Results<NoContent, ProblemHttpResult>> ReorderFilms(
        ListOrderRequest order, FilmList list, ClaimsPrincipal user, AccountLists lists, CancellationToken cancellationToken)
    {
        var movies = order.MovieIds!;
        var known = new HashSet<Guid>();
        foreach (var (i, movie) in movies.Index())
        {
            if (!known.Add(movie))
                return Problem.Invalid($"movieIds[{i}]", "The film is there twice.");
        }

        var missing = await lists.OrderAsync(user.GetAccountId(), list, movies, cancellationToken);
        if (missing.Count == 0)
            return TypedResults.NoContent();
        var (index, film) = movies.Index().First(movie => missing.Contains(movie.Item));
        return Problem.NotFound(ProblemTypes.NotInList, $"The film {film}, movieIds[{index}], is not in this list.");
    }

    private static Results<Created<ListedFilmResponse>, Ok<ListedFilmResponse>, ProblemHttpResult> AnswerOf(
        FilmList list, Guid movieId, (Addition Outcome, ListedFilmResponse? Film) addition) => addition.Outcome switch
        {
            Addition.Added => TypedResults.Created($"{list.Path}/{movieId}", addition.Film),
            Addition.WasThere => TypedResults.Ok(addition.Film),
            Addition.ListFull => Problem.Conflict(ProblemTypes.ListFull, "The list has as many films as it may. Remove some first."),
            _ => Problem.NotFound(ProblemTypes.MovieNotFound, "The catalogue has no such film."),
        };
}
