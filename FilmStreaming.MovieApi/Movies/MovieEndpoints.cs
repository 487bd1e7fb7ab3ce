using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using FilmStreaming.MovieApi.Movies.Caching;
using FilmStreaming.MovieApi.Movies.Contracts;
using FilmStreaming.MovieApi.Movies.Writing;
using FilmStreaming.ServiceDefaults.Paging;
using FilmStreaming.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace FilmStreaming.MovieApi.Movies;

/// <summary>The catalogue, film by film. A path names a film by its id, or as <c>imdb:tt0017136</c>, <c>tmdb:19</c>, <c>wikidata:Q151599</c>.</summary>
internal static class MovieEndpoints
{
    public static IEndpointRouteBuilder MapMovies(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/v1/movies").WithTags("Movies");
        group.MapGet("/", ListMovies).WithName(nameof(ListMovies));
        group.MapGet("/{id}", GetMovie).WithName(nameof(GetMovie)).ProducesProblem(StatusCodes.Status404NotFound)
            .DisableValidation(); // It finds nothing to judge, and costs each read as much as the cache does.
        group.MapMovieWrites();
        return app;
    }

    public static string PathOf(Guid id) => $"/v1/movies/{id}";

    public static ProblemHttpResult NotFound(MovieReference id) =>
        Problem.NotFound(ProblemTypes.MovieNotFound, $"There is no film {id}.");

    /// <summary>Lists the published films, or searches them by title. Editors also see drafts and archived films.</summary>
    /// <param name="q">Words, up to 200 characters in all: each must begin a word of the title. Case and diacritics do not count.</param>
    /// <param name="pageSize">How many films a page has, 1 to 100.</param>
    /// <param name="cursor">The <c>nextCursor</c> of the page before.</param>
    /// <returns>Films sorted by title; <c>Link</c> names the next page.</returns>
    internal static async Task<Results<Ok<Page<MovieResponse>>, ProblemHttpResult>> ListMovies(
        IMovieStore store,
        HttpContext http,
        [StringLength(200)] string? q = null,
        [Range(1, 100)] int pageSize = 20,
        string? cursor = null,
        CancellationToken cancellationToken = default)
    {
        Cursor? after = null;
        if (cursor is not null && !Cursor.TryParse(cursor, out after))
            return Problem.BadRequest(ProblemTypes.InvalidCursor, "The cursor is not one that a page of this list gave.");
        var words = string.IsNullOrWhiteSpace(q) ? null : FoldedText.Words(q);
        var slice = await store.ListAsync(new(words, after, pageSize + 1, http.User.GetAudience()), cancellationToken);
        var items = slice.Items.Take(pageSize).ToList();
        var next = slice.Items.Count > pageSize ? new Cursor(items[^1].Body.Keys!.SortTitle, items[^1].Id) : null;
        return TypedResults.Ok(new Page<MovieResponse>([.. items.Select(MovieResponse.Of)], next?.ToString(), slice.Total).WithLink(http));
    }

    /// <summary>Gets a film. A film that is not published is there for editors only.</summary>
    /// <param name="id">The film: its id, or <c>imdb:</c>, <c>tmdb:</c> or <c>wikidata:</c> and its id there.</param>
    /// <returns>The film and its <c>ETag</c>.</returns>
    internal static async Task<Results<FilmAnswer, ProblemHttpResult>> GetMovie(
        MovieReference id,
        FilmCache films,
        ClaimsPrincipal user,
        [FromHeader(Name = "If-None-Match"), Description(VersionTag.IfNoneMatch)] string? ifNoneMatch,
        CancellationToken cancellationToken)
    {
        var film = await films.FindAsync(id, cancellationToken);
        return film.IsFor(user.GetAudience()) ? new FilmAnswer(film, ifNoneMatch) : NotFound(id);
    }
}
