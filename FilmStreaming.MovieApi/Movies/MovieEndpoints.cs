using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using FilmStreaming.MovieApi.Movies.Contracts;
using FilmStreaming.MovieApi.Movies.Storage;
using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.ServiceDefaults.Paging;
using FilmStreaming.ServiceDefaults.Problems;
using FilmStreaming.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace FilmStreaming.MovieApi.Movies;

/// <summary>The catalogue, film by film.</summary>
internal static class MovieEndpoints
{
    public static IEndpointRouteBuilder MapMovies(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/v1/movies").WithTags("Movies");
        group.MapGet("/", ListMovies).WithName(nameof(ListMovies));
        group.MapGet("/{id}", GetMovie).WithName(nameof(GetMovie))
            .Produces(StatusCodes.Status304NotModified).ProducesProblem(StatusCodes.Status404NotFound);

        var writes = group.MapGroup("").RequireAuthorization(Policies.Editor);
        writes.MapPost("/", CreateMovie).WithName(nameof(CreateMovie))
            .ProducesProblem(StatusCodes.Status409Conflict);
        writes.MapPut("/{id}", ReplaceMovie).WithName(nameof(ReplaceMovie))
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status428PreconditionRequired);
        writes.MapDelete("/{id}", DeleteMovie).WithName(nameof(DeleteMovie))
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status428PreconditionRequired);
        return app;
    }

    public static string PathOf(Guid id) => $"/v1/movies/{id}";

    /// <summary>Lists the catalogue, or searches it by title.</summary>
    /// <param name="q">Words, up to 200 characters in all: each must begin a word of the title. Case and diacritics do not count.</param>
    /// <param name="pageSize">How many films a page has, 1 to 100.</param>
    /// <param name="cursor">The <c>nextCursor</c> of the page before.</param>
    /// <returns>Films sorted by title; <c>Link</c> names the next page.</returns>
    internal static async Task<Results<Ok<Page<MovieResponse>>, ProblemHttpResult>> ListMovies(
        IMovieStore store,
        HttpContext http,
        [StringLength(200)] string? q = null,
        [Range(1, 100)] int pageSize = 20,
        string? cursor = null,
        CancellationToken cancellationToken = default)
    {
        Cursor? after = null;
        if (cursor is not null && !Cursor.TryParse(cursor, out after))
            return Problem.BadRequest(ProblemTypes.InvalidCursor, "The cursor is not one that a page of this list gave.");
        var words = string.IsNullOrWhiteSpace(q) ? null : FoldedText.Words(q);
        var slice = await store.ListAsync(new(words, after, pageSize + 1), cancellationToken);
        var items = slice.Items.Take(pageSize).ToList();
        var next = slice.Items.Count > pageSize ? new Cursor(items[^1].Body.Keys!.SortTitle, items[^1].Id) : null;
        return TypedResults.Ok(new Page<MovieResponse>([.. items.Select(MovieResponse.Of)], next?.ToString(), slice.Total).WithLink(http));
    }

    /// <summary>Gets a film.</summary>
    /// <param name="id">The film.</param>
    /// <returns>The film and its <c>ETag</c>.</returns>
    internal static async Task<Results<Ok<MovieResponse>, StatusCodeHttpResult, ProblemHttpResult>> GetMovie(
        Guid id,
        IMovieStore store,
        HttpContext http,
        [FromHeader(Name = "If-None-Match"), Description(VersionTag.IfNoneMatch)] string? ifNoneMatch,
        CancellationToken cancellationToken)
    {
        if (await store.Documents.FindAsync(id, cancellationToken) is not { Body.DeletedAt: null } found)
            return NotFound(id);
        http.SetVersionTag(found.Version);
        return VersionTag.IsAmong(ifNoneMatch, found.Version)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(MovieResponse.Of(found));
    }

    /// <summary>Adds a film.</summary>
    /// <param name="request">Its content.</param>
    /// <returns>The film, or a conflict that names the film that has the same title and year, or one of the external ids.</returns>
    internal static async Task<Results<Created<MovieResponse>, ProblemHttpResult>> CreateMovie(
        MovieRequest request, IMovieStore store, TimeProvider time, HttpContext http, CancellationToken cancellationToken)
    {
        var movie = Movie.Create(request, time.GetStoredNow());
        var id = Guid.CreateVersion7(movie.CreatedAt);
        var result = await store.Documents.InsertAsync(new(id, movie, [MovieChanges.Created(id, movie)]), cancellationToken);
        if (result.Status == WriteStatus.Duplicate)
            return await ConflictAsync(store, movie, result, cancellationToken);
        http.SetVersionTag(1);
        return TypedResults.Created(PathOf(id), MovieResponse.Of(id, 1, movie));
    }

    /// <summary>Replaces the whole content of a film.</summary>
    /// <param name="id">The film.</param>
    /// <param name="request">Its new content; members that are left out are cleared.</param>
    /// <returns>The film and its new <c>ETag</c>.</returns>
    internal static async Task<Results<Ok<MovieResponse>, ProblemHttpResult>> ReplaceMovie(
        Guid id,
        MovieRequest request,
        IMovieStore store,
        TimeProvider time,
        HttpContext http,
        [FromHeader(Name = "If-Match"), Description(VersionTag.IfMatch)] string? ifMatch,
        CancellationToken cancellationToken)
    {
        if (await store.Documents.FindAsync(id, cancellationToken) is not { Body.DeletedAt: null } found)
            return NotFound(id);
        if (VersionTag.Check(ifMatch, found.Version) is { } refusal)
            return refusal;
        var movie = found.Body.Replace(request, time.GetStoredNow());
        var version = found.Version + 1;
        var result = await store.Documents.UpdateAsync(
            id, found.Version, movie, [MovieChanges.Updated(id, version, movie)], cancellationToken);
        if (result.Status == WriteStatus.Stale)
            return VersionTag.Mismatch();
        if (result.Status == WriteStatus.Duplicate)
            return await ConflictAsync(store, movie, result, cancellationToken);
        http.SetVersionTag(version);
        return TypedResults.Ok(MovieResponse.Of(id, version, movie));
    }

    /// <summary>Takes a film out of the catalogue. Its title and external ids may be used again.</summary>
    /// <param name="id">The film.</param>
    internal static async Task<Results<NoContent, ProblemHttpResult>> DeleteMovie(
        Guid id,
        IMovieStore store,
        TimeProvider time,
        [FromHeader(Name = "If-Match"), Description(VersionTag.IfMatch)] string? ifMatch,
        CancellationToken cancellationToken)
    {
        if (await store.Documents.FindAsync(id, cancellationToken) is not { Body.DeletedAt: null } found)
            return NotFound(id);
        if (VersionTag.Check(ifMatch, found.Version) is { } refusal)
            return refusal;
        var movie = found.Body.Delete(time.GetStoredNow());
        var result = await store.Documents.UpdateAsync(
            id, found.Version, movie, [MovieChanges.Deleted(id, found.Version + 1, movie)], cancellationToken);
        return result.Status == WriteStatus.Written ? TypedResults.NoContent() : VersionTag.Mismatch();
    }

    private static ProblemHttpResult NotFound(Guid id) => Problem.NotFound(ProblemTypes.MovieNotFound, $"There is no film {id}.");

    private static async Task<ProblemHttpResult> ConflictAsync(
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
            existing is null ? null : PathOf(existing.Id));
    }
}
