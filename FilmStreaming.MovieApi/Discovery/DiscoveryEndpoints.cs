using System.Text.Json.Nodes;
using FilmStreaming.MovieApi.Discovery.Contracts;
using FilmStreaming.MovieApi.Discovery.Facets;
using FilmStreaming.MovieApi.Discovery.Filters;
using FilmStreaming.MovieApi.Movies;
using FilmStreaming.MovieApi.Movies.Contracts;
using FilmStreaming.ServiceDefaults.Paging;
using FilmStreaming.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FilmStreaming.MovieApi.Discovery;

/// <summary>Lists of films: all of them by filters, and those that a start page shows.</summary>
internal static class DiscoveryEndpoints
{
    public static IEndpointRouteBuilder MapDiscovery(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/v1/movies").WithTags("Discovery").WithinQueryTimeout();
        group.MapGet("/", ListMovies).WithName(nameof(ListMovies)).TakeOnlyParametersOf<MovieListRequest>();
        group.MapGet("/popular", ListPopular).WithName(nameof(ListPopular)).TakeOnlyParametersOf<MovieFilterRequest>();
        group.MapGet("/new", ListNew).WithName(nameof(ListNew)).TakeOnlyParametersOf<MovieFilterRequest>();
        group.MapGet("/top-rated", ListTopRated).WithName(nameof(ListTopRated)).TakeOnlyParametersOf<MovieFilterRequest>();
        group.MapGet("/genres", ListGenres).WithName(nameof(ListGenres)).TakeOnlyParameters();
        return app;
    }

    /// <summary>Lists the films that meet all filters, or searches them.</summary>
    /// <response code="200">A page of films sorted as asked, then by id; <c>Link</c> names the next page and the first.</response>
    internal static Task<Results<Ok<MovieList<MovieResponse>>, JsonHttpResult<MovieList<JsonObject>>, ProblemHttpResult>> ListMovies(
        [AsParameters] MovieListRequest request, MovieLists lists, TimeProvider time, HttpContext http, CancellationToken cancellationToken) =>
        AnswerAsync("movies", request, order: null, lists, time, http, cancellationToken);

    /// <summary>The films that are asked for most, first. Takes the filters of the list of films.</summary>
    /// <response code="200">A page of films.</response>
    internal static Task<Results<Ok<MovieList<MovieResponse>>, JsonHttpResult<MovieList<JsonObject>>, ProblemHttpResult>> ListPopular(
        [AsParameters] MovieFilterRequest request, MovieLists lists, TimeProvider time, HttpContext http, CancellationToken cancellationToken) =>
        AnswerAsync("popular", request, MovieOrder.MostPopular, lists, time, http, cancellationToken);

    /// <summary>The films that were added last, first. Takes the filters of the list of films.</summary>
    /// <response code="200">A page of films.</response>
    internal static Task<Results<Ok<MovieList<MovieResponse>>, JsonHttpResult<MovieList<JsonObject>>, ProblemHttpResult>> ListNew(
        [AsParameters] MovieFilterRequest request, MovieLists lists, TimeProvider time, HttpContext http, CancellationToken cancellationToken) =>
        AnswerAsync("new", request, MovieOrder.LatestAdded, lists, time, http, cancellationToken);

    /// <summary>
    /// The films that the audience likes best, first: by the Bayesian average of their votes, in which each film begins with 100 votes
    /// of 6.5, so that few votes do not outweigh many. Takes the filters of the list of films.
    /// </summary>
    /// <response code="200">A page of films.</response>
    internal static Task<Results<Ok<MovieList<MovieResponse>>, JsonHttpResult<MovieList<JsonObject>>, ProblemHttpResult>> ListTopRated(
        [AsParameters] MovieFilterRequest request, MovieLists lists, TimeProvider time, HttpContext http, CancellationToken cancellationToken) =>
        AnswerAsync("top-rated", request, MovieOrder.TopRated, lists, time, http, cancellationToken);

    /// <summary>The genres of the published films, and how many films each has, the greatest first.</summary>
    /// <response code="200">All genres on one page.</response>
    internal static async Task<Ok<Page<FacetValue>>> ListGenres(CountCache counts, CancellationToken cancellationToken)
    {
        var genres = await counts.CountAsync(MovieFilter.Published, Facet.Genres, cancellationToken);
        return TypedResults.Ok(new Page<FacetValue>(genres, NextCursor: null, genres.Count));
    }

    private static async Task<Results<Ok<MovieList<MovieResponse>>, JsonHttpResult<MovieList<JsonObject>>, ProblemHttpResult>> AnswerAsync(
        string route,
        MovieFilterRequest request,
        MovieOrder? order,
        MovieLists lists,
        TimeProvider time,
        HttpContext http,
        CancellationToken cancellationToken)
    {
        if (MovieListParameters.Read(route, request, order, http.User.GetAudience(), time.GetUtcNow(), out var query) is var (parameter, error))
            return Problem.Invalid(parameter, error);
        if (await lists.ReadAsync(query, cancellationToken) is not { } list)
            return Problem.BadRequest(ProblemTypes.InvalidCursor, "The cursor is not one that a page of this list with these filters gave.");
        http.SetLinks(list.NextCursor);
        return query.Fields is null
            ? TypedResults.Ok(MovieLists.Whole(list))
            : TypedResults.Json(MovieLists.Sparse(list, query.Fields));
    }
}
