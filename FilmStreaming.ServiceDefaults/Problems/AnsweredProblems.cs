using Microsoft.AspNetCore.Builder;

namespace FilmStreaming.ServiceDefaults.Problems;

/// <summary>The kinds of problem that a route answers with, beside those that follow from what it takes and who may ask.</summary>
internal sealed record AnsweredProblems(IReadOnlyList<string> Types);

public static class AnsweredProblemsConvention
{
    /// <summary>Puts the kinds of problem that the handler of a route answers with into its description.</summary>
    /// <param name="route">A route, or a group of them.</param>
    /// <param name="types">Some of <see cref="ProblemTypes"/>.</param>
    public static TBuilder AnswersProblems<TBuilder>(this TBuilder route, params string[] types)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new AnsweredProblems(types));
}
