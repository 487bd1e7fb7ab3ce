using FilmStreaming.MovieApi.Discovery.Contracts;
using FilmStreaming.MovieApi.Discovery.Filters;
using FilmStreaming.MovieApi.Movies;
using FilmStreaming.MovieApi.Movies.Contracts;
using FilmStreaming.ServiceDefaults.Paging;
using FilmStreaming.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FilmStreaming.MovieApi.Discovery;

/// <summary>What a person made.</summary>
internal static class FilmographyEndpoints
{
    public static IEndpointRouteBuilder MapFilmography(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/movies/filmography", GetFilmography).WithName(nameof(GetFilmography)).WithTags("Discovery")
            .TakeOnlyParametersOf<FilmographyRequest>().WithinQueryTimeout();
        return app;
    }

    /// <summary>The published films that somebody directed, wrote or acts in, the latest first, and as what.</summary>
    /// <response code="200">A page of films; nobody has films whom the catalogue does not know.</response>
    internal static async Task<Results<Ok<MovieList<FilmographyEntry>>, ProblemHttpResult>> GetFilmography(
        [AsParameters] FilmographyRequest request, MovieLists lists, HttpContext http, CancellationToken cancellationToken)
    {
        if (request.Person is not { } person || !ParameterReader.IsText(person, 120))
            return Problem.Invalid("person", "It must be a text of 1 to 120 characters without control characters.");
        if (request.PageSize is < 1 or > 100)
            return Problem.Invalid("pageSize", "It must be between 1 and 100.");
        var filter = MovieFilter.Published.And(new TokenCondition("person", [FilmTokens.Person(person)]));
        var query = new MovieListQuery(
            "filmography", filter, MovieOrder.LatestReleased, request.PageSize ?? MovieListParameters.DefaultPageSize, request.Cursor, [], null);
        if (await lists.ReadAsync(query, cancellationToken) is not { } films)
            return Problem.BadRequest(ProblemTypes.InvalidCursor, "The cursor is not one that a page of this filmography gave.");
        http.SetLinks(films.NextCursor);
        return TypedResults.Ok(new MovieList<FilmographyEntry>(
            [.. films.Items.Select(film => FilmographyEntry.Of(MovieResponse.Of(film), person))], films.NextCursor, films.Total));
    }
}
