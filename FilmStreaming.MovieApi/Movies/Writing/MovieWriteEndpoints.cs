using System.ComponentModel;
using FilmStreaming.MovieApi.Movies.Contracts;
using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.ServiceDefaults.Json;
using FilmStreaming.ServiceDefaults.Problems;
using FilmStreaming.ServiceDefaults.Versions;
using FilmStreaming.Storage;
using FilmStreaming.Storage.Idempotency;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace FilmStreaming.MovieApi.Movies.Writing;

/// <summary>What editors do to single films.</summary>
internal static class MovieWriteEndpoints
{
    private static readonly string[] Refusals = [ProblemTypes.MovieNotFound, ProblemTypes.VersionMismatch, ProblemTypes.VersionRequired];

    public static void MapMovieWrites(this RouteGroupBuilder movies)
    {
        var writes = movies.MapGroup("").RequireAuthorization(Policies.Editor);
        writes.MapPost("/", CreateMovie).WithName(nameof(CreateMovie)).TakesIdempotencyKey<MovieRequest>()
            .AnswersProblems(ProblemTypes.MovieExists);
        writes.MapPut("/{id}", ReplaceMovie).WithName(nameof(ReplaceMovie)).AnswersProblems([.. Refusals, ProblemTypes.MovieExists]);
        writes.MapPatch("/{id}", PatchMovie).WithName(nameof(PatchMovie)).AnswersProblems([.. Refusals, ProblemTypes.MovieExists]);
        writes.MapDelete("/{id}", DeleteMovie).WithName(nameof(DeleteMovie)).AnswersProblems(Refusals);
        movies.MapPost("/{id}/restore", RestoreMovie).WithName(nameof(RestoreMovie)).RequireAuthorization(Policies.Administrator)
            .AnswersProblems(ProblemTypes.MovieNotFound, ProblemTypes.MovieExists);
    }

    /// <summary>Adds a film.</summary>
    /// <param name="request">Its content.</param>
    /// <response code="201">The film; <c>Location</c> is its address.</response>
    /// <response code="409">Another film has the title and year, or one of the external ids (<c>movie-exists</c>, <c>existing</c> is its address); or see <c>Idempotency-Key</c>.</response>
    internal static async Task<Results<Created<MovieResponse>, ProblemHttpResult>> CreateMovie(
        MovieRequest request, IMovieStore store, TimeProvider time, HttpContext http, CancellationToken cancellationToken)
    {
        var movie = Movie.Create(request, time.GetStoredNow());
        var id = http.NewResourceId(movie.CreatedAt);
        var result = await store.Documents.InsertAsync(new(id, movie, [MovieChanges.Created(id, movie)]), cancellationToken);
        if (result.Status == WriteStatus.Duplicate)
        {
            // An attempt with the same idempotency key may have come this far before it died; then this is its answer.
            if (await store.Documents.FindAsync(id, cancellationToken) is not { } own)
                return await MovieConflict.AnswerAsync(store, movie, result, cancellationToken);
            movie = Movie.Create(request, own.Body.CreatedAt);
        }

        http.Response.SetETag(1);
        return TypedResults.Created(MovieEndpoints.PathOf(id), MovieResponse.Of(id, 1, movie));
    }

    /// <summary>Replaces the whole content of a film. Content that it has already makes no new version.</summary>
    /// <param name="id">The film: its id, or <c>imdb:</c>, <c>tmdb:</c> or <c>wikidata:</c> and its id there.</param>
    /// <param name="request">Its new content; members that are left out are cleared, except for the status.</param>
    /// <response code="200">The film and its <c>ETag</c>.</response>
    internal static async Task<Results<Ok<MovieResponse>, ProblemHttpResult>> ReplaceMovie(
        MovieReference id,
        MovieRequest request,
        MovieWriter writer,
        HttpContext http,
        [FromHeader(Name = "If-Match"), Description(EntityTag.IfMatch)] string? ifMatch,
        CancellationToken cancellationToken) =>
        Answer(http, await writer.ChangeAsync(id, ifMatch, _ => request, cancellationToken));

    /// <summary>
    /// Changes some members of a film (RFC 7396): those of the body replace, <c>null</c> clears, lists are replaced as a whole.
    /// </summary>
    /// <remarks>
    /// <c>{"status": "published"}</c> publishes a film and <c>{"status": "archived"}</c> takes it down. A change that changes nothing
    /// makes no new version.
    /// </remarks>
    /// <param name="id">The film: its id, or <c>imdb:</c>, <c>tmdb:</c> or <c>wikidata:</c> and its id there.</param>
    /// <param name="patch">The members to change.</param>
    /// <response code="200">The film and its <c>ETag</c>.</response>
    internal static async Task<Results<Ok<MovieResponse>, ProblemHttpResult>> PatchMovie(
        MovieReference id,
        MergePatch<MovieRequest> patch,
        MovieWriter writer,
        HttpContext http,
        [FromHeader(Name = "If-Match"), Description(EntityTag.IfMatch)] string? ifMatch,
        CancellationToken cancellationToken) =>
        Answer(http, await writer.ChangeAsync(id, ifMatch, movie => Patched(movie, patch), cancellationToken));

    /// <summary>Takes a film out of the catalogue. Its title and external ids may be used again; an administrator can restore it.</summary>
    /// <param name="id">The film: its id, or <c>imdb:</c>, <c>tmdb:</c> or <c>wikidata:</c> and its id there.</param>
    internal static async Task<Results<NoContent, ProblemHttpResult>> DeleteMovie(
        MovieReference id,
        MovieWriter writer,
        [FromHeader(Name = "If-Match"), Description(EntityTag.IfMatch)] string? ifMatch,
        CancellationToken cancellationToken) =>
        (await writer.DeleteAsync(id, ifMatch, cancellationToken)).Refusal is { } refusal ? refusal : TypedResults.NoContent();

    /// <summary>Brings a deleted film back as it was. A film that was not deleted stays as it is.</summary>
    /// <param name="id">The film's id: its external ids may be another's by now.</param>
    /// <response code="200">The film and its <c>ETag</c>.</response>
    /// <response code="409">Another film has taken its title and year, or one of its external ids (<c>movie-exists</c>, <c>existing</c> is its address).</response>
    internal static async Task<Results<Ok<MovieResponse>, ProblemHttpResult>> RestoreMovie(
        MovieReference id, MovieWriter writer, HttpContext http, CancellationToken cancellationToken) =>
        Answer(http, await writer.RestoreAsync(id, cancellationToken));

    private static Results<Ok<MovieResponse>, ProblemHttpResult> Answer(HttpContext http, MovieOutcome outcome)
    {
        if (outcome.Film is not { } film)
            return outcome.Refusal!;
        http.Response.SetETag(film.Version);
        return TypedResults.Ok(MovieResponse.Of(film));
    }

    // Where only the date is given, the year that the film had is not meant to contradict it.
    private static MovieRequest Patched(Movie movie, MergePatch<MovieRequest> patch)
    {
        var content = patch.ApplyTo(FilmMerge.ContentOf(movie));
        return patch.Sets("releaseDate") && !patch.Sets("releaseYear") ? content with { ReleaseYear = content.ReleaseDate?.Year } : content;
    }
}
