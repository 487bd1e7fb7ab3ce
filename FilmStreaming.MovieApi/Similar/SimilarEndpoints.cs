using System.ComponentModel.DataAnnotations;
using FilmStreaming.MovieApi.Discovery;
using FilmStreaming.MovieApi.Movies;
using FilmStreaming.MovieApi.Trends.CoWatch;
using FilmStreaming.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FilmStreaming.MovieApi.Similar;

/// <summary>What to watch after a film.</summary>
internal static class SimilarEndpoints
{
    public static IEndpointRouteBuilder MapSimilar(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/movies/{id}/similar", ListSimilar).WithName(nameof(ListSimilar)).WithTags("Discovery")
            .AnswersProblems(ProblemTypes.MovieNotFound).TakeOnlyParameters("limit").WithinQueryTimeout();
        return app;
    }

    /// <summary>Lists films that share directors, writers, actors, genres or viewers with a film, and says which.</summary>
    /// <remarks>
    /// What few films have weighs more than what many have; a director weighs more than a writer, and a writer more than an actor. Films
    /// that are not published are there for editors only.
    /// </remarks>
    /// <param name="id">The film: its id, or <c>imdb:</c>, <c>tmdb:</c> or <c>wikidata:</c> and its id there.</param>
    /// <param name="limit">How many films, 1 to 50.</param>
    /// <response code="200">The most similar first; none when no film shares anything with it.</response>
    internal static async Task<Results<Ok<SimilarMovieList>, ProblemHttpResult>> ListSimilar(
        MovieReference id,
        IMovieStore store,
        SimilarMovies similar,
        WatchedAlso watched,
        HttpContext http,
        [Range(1, 50)] int limit = 12,
        CancellationToken cancellationToken = default)
    {
        var audience = http.User.GetAudience();
        return await store.FindAsync(id, audience, cancellationToken) is { } film
            ? TypedResults.Ok(new SimilarMovieList(await similar.FindAsync(
                film, await watched.OfAsync(film.Id, cancellationToken), audience, limit, cancellationToken)))
            : MovieEndpoints.NotFound(id);
    }
}
