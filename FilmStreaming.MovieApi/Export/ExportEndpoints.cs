using System.Text.Json;
using FilmStreaming.MovieApi.Movies;
using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.ServiceDefaults.RateLimits;
using FilmStreaming.ServiceDefaults.Rows;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FilmStreaming.MovieApi.Export;

/// <summary>The whole catalogue at once, to keep it or to take it elsewhere.</summary>
internal static class ExportEndpoints
{
    /// <summary>How many films are in memory at once.</summary>
    private const int PageSize = 250;

    public static IEndpointRouteBuilder MapExport(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/movies/export", ExportMovies).WithName(nameof(ExportMovies)).WithTags("Import")
            .RequireAuthorization(Policies.Editor)
            .WithRateLimit(RateLimitClass.Import)
            .Produces<ExportedMovie>(StatusCodes.Status200OK, NdjsonLines.MediaType);
        return app;
    }

    /// <summary>Exports all films, also unpublished and deleted ones, in the order of their ids: one JSON object on each line (NDJSON).</summary>
    /// <remarks>
    /// Nothing is left out: <c>POST /v1/movies/import/exported</c> makes the same catalogue of it, whose export has the same bytes.
    /// A film that is written meanwhile is there as it was or as it is. An answer that breaks off is not complete.
    /// </remarks>
    internal static PushStreamHttpResult ExportMovies(IMovieStore store, HttpContext http) => TypedResults.Stream(
        output => HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : WriteAsync(store, output, http.RequestAborted),
        NdjsonLines.MediaType);

    private static async Task WriteAsync(IMovieStore store, Stream output, CancellationToken cancellationToken)
    {
        using var lines = new MemoryStream();
        Guid? last = null;
        while (await store.Documents.ListAsync(last, PageSize, cancellationToken) is { Count: > 0 } page)
        {
            lines.SetLength(0);
            foreach (var document in page)
            {
                JsonSerializer.Serialize(lines, ExportedMovie.Of(document), MovieJsonContext.Default.ExportedMovie);
                lines.WriteByte((byte)'\n');
            }

            await output.WriteAsync(lines.GetBuffer().AsMemory(0, (int)lines.Length), cancellationToken);
            last = page[^1].Id;
        }
    }
}
