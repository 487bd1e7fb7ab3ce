using FilmStreaming.MovieApi.Movies.Storage;
using FilmStreaming.ServiceDefaults.Problems;
using FilmStreaming.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FilmStreaming.MovieApi.Movies.Writing;

/// <summary>Answers a write that a unique index refused, naming the film that is in the way.</summary>
internal static class MovieConflict
{
    public static async Task<ProblemHttpResult> AnswerAsync(
        IMovieStore store, Movie movie, WriteResult refused, CancellationToken cancellationToken)
    {
        var index = MovieCollection.Definition.Unique.First(index => index.Name == refused.Index);
        // The film that was in the way may have been deleted since; then there is none to name.
        var existing = await store.Documents.FindByAsync(index, index.Key(movie)!, cancellationToken);
        return Problem.Conflict(
            ProblemTypes.MovieExists,
            index == MovieCollection.ByNaturalKey
                ? "Another film has this title and release year."
                : $"Another film has this {index.Name} id.",
            existing is null ? null : MovieEndpoints.PathOf(existing.Id));
    }
}
