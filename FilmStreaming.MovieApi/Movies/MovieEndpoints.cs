using System.ComponentModel;
using System.Security.Claims;
using FilmStreaming.MovieApi.Movies.Caching;
using FilmStreaming.MovieApi.Movies.Writing;
using FilmStreaming.ServiceDefaults.Problems;
using FilmStreaming.ServiceDefaults.Versions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace FilmStreaming.MovieApi.Movies;

/// <summary>The catalogue, film by film. A path names a film by its id, or as <c>imdb:tt0017136</c>, <c>tmdb:19</c>, <c>wikidata:Q151599</c>.</summary>
internal static class MovieEndpoints
{
    public static IEndpointRouteBuilder MapMovies(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/v1/movies").WithTags("Movies");
        group.MapGet("/{id}", GetMovie).WithName(nameof(GetMovie)).AnswersProblems(ProblemTypes.MovieNotFound)
            .DisableValidation(); // It finds nothing to judge, and costs each read as much as the cache does.
        group.MapMovieWrites();
        return app;
    }

    public static string PathOf(Guid id) => $"/v1/movies/{id}";

    public static ProblemHttpResult NotFound(MovieReference id) =>
        Problem.NotFound(ProblemTypes.MovieNotFound, $"There is no film {id}.");

    /// <summary>Gets a film. A film that is not published is there for editors only.</summary>
    /// <param name="id">The film: its id, or <c>imdb:</c>, <c>tmdb:</c> or <c>wikidata:</c> and its id there.</param>
    /// <response code="200">The film and its <c>ETag</c>.</response>
    internal static async Task<Results<FilmAnswer, ProblemHttpResult>> GetMovie(
        MovieReference id,
        FilmCache films,
        ClaimsPrincipal user,
        [FromHeader(Name = "If-None-Match"), Description(EntityTag.IfNoneMatch)] string? ifNoneMatch,
        CancellationToken cancellationToken)
    {
        var film = await films.FindAsync(id, cancellationToken);
        return film.IsFor(user.GetAudience()) ? new FilmAnswer(film, ifNoneMatch) : NotFound(id);
    }
}
