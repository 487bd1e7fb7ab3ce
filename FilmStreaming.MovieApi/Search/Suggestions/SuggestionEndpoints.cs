using System.ComponentModel.DataAnnotations;
using FilmStreaming.MovieApi.Discovery;
using FilmStreaming.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FilmStreaming.MovieApi.Search.Suggestions;

/// <summary>What a search box shows while somebody types.</summary>
internal static class SuggestionEndpoints
{
    public static IEndpointRouteBuilder MapSuggestions(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/movies/suggest", Suggest).WithName(nameof(Suggest)).WithTags("Search")
            .TakeOnlyParameters(SearchQuery.Parameter, "limit").WithinQueryTimeout();
        return app;
    }

    /// <summary>Suggests films and people for what has been typed so far.</summary>
    /// <remarks>
    /// Each word must be in a title or in a name, in any order; the last need only be begun. Case and diacritics do not count.
    /// Words that nothing has are taken for the most similar ones: one letter put in, left out, replaced or swapped in words of 4 to
    /// 7 letters, two in longer ones.
    /// </remarks>
    /// <param name="q">What has been typed, 1 to 200 characters and up to 20 words.</param>
    /// <param name="limit">How many suggestions, 1 to 20.</param>
    /// <response code="200">The best first; none when nothing is like it.</response>
    internal static async Task<Results<Ok<SuggestionList>, ProblemHttpResult>> Suggest(
        Suggester suggester,
        [StringLength(SearchQuery.MaxLength, MinimumLength = 1)] string q = "",
        [Range(1, 20)] int limit = 10,
        CancellationToken cancellationToken = default) =>
        SearchQuery.Error(q) is { } error
            ? Problem.Invalid(SearchQuery.Parameter, error)
            : TypedResults.Ok(new SuggestionList(await suggester.SuggestAsync(q, limit, cancellationToken)));
}
