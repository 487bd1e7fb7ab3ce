using FilmStreaming.MovieApi.Movies.Contracts;
using FilmStreaming.ServiceDefaults.Problems;
using FilmStreaming.ServiceDefaults.Versions;
using FilmStreaming.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FilmStreaming.MovieApi.Movies.Writing;

/// <summary>How a write ended: with the film as it is now, or with the problem to answer.</summary>
internal readonly record struct MovieOutcome(Document<Movie>? Film, ProblemHttpResult? Refusal)
{
    public static implicit operator MovieOutcome(Document<Movie> film) => new(film, null);

    public static implicit operator MovieOutcome(ProblemHttpResult refusal) => new(null, refusal);
}

/// <summary>Changes films that are there: each from the version that the client has seen, with its event in the same write.</summary>
internal sealed class MovieWriter(IMovieStore store, TimeProvider time)
{
    /// <param name="id">The film.</param>
    /// <param name="ifMatch">The header.</param>
    /// <param name="change">Makes the new content from the film as it is.</param>
    /// <param name="cancellationToken">The client went away.</param>
    public async Task<MovieOutcome> ChangeAsync(
        MovieReference id, string? ifMatch, Func<Movie, MovieRequest> change, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, Audience.Editors, cancellationToken) is not { } found)
            return MovieEndpoints.NotFound(id);
        if (EntityTag.Check(ifMatch, found.Version) is { } refusal)
            return refusal;
        var content = change(found.Body);
        if (MovieRules.Violations(content).ToLookup(rule => rule.Member, rule => rule.Error) is { Count: > 0 } violations)
            return Problem.Invalid(violations);
        var movie = found.Body.Replace(content, time.GetStoredNow());
        return movie.HasContentOf(found.Body) ? found : await WriteAsync(found, movie, cancellationToken) ?? EntityTag.Mismatch();
    }

    public async Task<MovieOutcome> DeleteAsync(MovieReference id, string? ifMatch, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, Audience.Editors, cancellationToken) is not { } found)
            return MovieEndpoints.NotFound(id);
        if (EntityTag.Check(ifMatch, found.Version) is { } refusal)
            return refusal;
        return await WriteAsync(found, found.Body.Delete(time.GetStoredNow()), cancellationToken) ?? EntityTag.Mismatch();
    }

    public async Task<MovieOutcome> RestoreAsync(MovieReference id, CancellationToken cancellationToken)
    {
        while (await id.FindInAsync(store.Documents, cancellationToken) is { } found)
        {
            if (found.Body.DeletedAt is null)
                return found;
            // Another administrator may be faster; then there is nothing left to do.
            if (await WriteAsync(found, found.Body.Restore(time.GetStoredNow()), cancellationToken) is { } outcome)
                return outcome;
        }

        return MovieEndpoints.NotFound(id);
    }

    /// <returns>Null when the film has changed in the meantime.</returns>
    private async Task<MovieOutcome?> WriteAsync(Document<Movie> found, Movie movie, CancellationToken cancellationToken)
    {
        var version = found.Version + 1;
        var result = await store.Documents.UpdateAsync(
            found.Id, found.Version, movie, [MovieChanges.Of(found.Id, version, found.Body, movie)], cancellationToken);
        return result.Status switch
        {
            WriteStatus.Written => found with { Version = version, Body = movie },
            WriteStatus.Duplicate => await MovieConflict.AnswerAsync(store, movie, result, cancellationToken),
            _ => null,
        };
    }
}
