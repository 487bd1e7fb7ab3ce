using System.ComponentModel.DataAnnotations;
using FilmStreaming.MovieApi.Discovery;
using FilmStreaming.MovieApi.Movies.Contracts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FilmStreaming.MovieApi.Trends;

/// <param name="Items">The most played first.</param>
public sealed record TrendingMovieList(IReadOnlyList<TrendingMovie> Items);

/// <summary>A film that is played much now.</summary>
/// <param name="Rank">1 for the first.</param>
/// <param name="Score">
/// Its plays, each counting half after each half-life of the window; watched to the end, a play counts twice. Of one viewer no more than
/// that counts on a day.
/// </param>
/// <param name="Movie">The film.</param>
public sealed record TrendingMovie(int Rank, double Score, MovieResponse Movie);

/// <summary>What everybody watches.</summary>
internal static class TrendingEndpoints
{
    public static IEndpointRouteBuilder MapTrending(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/movies/trending", ListTrending).WithName(nameof(ListTrending)).WithTags("Discovery")
            .TakeOnlyParameters("window", "limit").WithinQueryTimeout();
        return app;
    }

    /// <summary>Lists the published films that are played most lately.</summary>
    /// <param name="window">How fast plays are forgotten: <c>day</c> halves them each 24 hours, <c>week</c> each 7 days.</param>
    /// <param name="limit">How many films, 1 to 50.</param>
    /// <response code="200">The most played first; films that hardly anybody plays are left out.</response>
    internal static async Task<Results<Ok<TrendingMovieList>, ValidationProblem>> ListTrending(
        TrendingMovies trending,
        [AllowedValues("day", "week")] string window = "day",
        [Range(1, 50)] int limit = 20,
        CancellationToken cancellationToken = default) =>
        TypedResults.Ok(new TrendingMovieList(
            await trending.ListAsync(window == TrendWindow.Day.Name ? TrendWindow.Day : TrendWindow.Week, limit, cancellationToken)));
}
