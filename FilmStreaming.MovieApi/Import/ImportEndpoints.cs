using FilmStreaming.MovieApi.Export;
using FilmStreaming.MovieApi.Import.Reading;
using FilmStreaming.MovieApi.Import.Vega;
using FilmStreaming.MovieApi.Import.Writing;
using FilmStreaming.MovieApi.Movies.Contracts;
using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.ServiceDefaults.Problems;
using FilmStreaming.ServiceDefaults.RateLimits;
using FilmStreaming.ServiceDefaults.Rows;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace FilmStreaming.MovieApi.Import;

/// <summary>Whole catalogues at once.</summary>
internal static class ImportEndpoints
{
    public static IEndpointRouteBuilder MapImport(this IEndpointRouteBuilder app)
    {
        var maxBytes = app.ServiceProvider.GetRequiredService<IOptions<ImportOptions>>().Value.MaxBytes;
        var group = app.MapGroup("/v1/movies/import").WithTags("Import")
            .RequireAuthorization(Policies.Editor)
            .WithRateLimit(RateLimitClass.Import);
        group.MapPost("/", ImportMovies).WithName(nameof(ImportMovies))
            .TakesRows<MovieRequest, ImportRowResult, ImportEnd>(maxBytes);
        group.MapPost("/exported", RestoreMovies).WithName(nameof(RestoreMovies))
            .RequireAuthorization(Policies.Administrator)
            .TakesRows<ExportedMovie, ImportRowResult, ImportEnd>(maxBytes);
        group.MapPost("/sample", ImportSample).WithName(nameof(ImportSample))
            .AnswersLines<ImportRowResult, ImportEnd>();
        return app;
    }

    /// <summary>
    /// Imports films: one JSON object on each line (NDJSON), or one JSON array. A row may be 64 KiB long and nested 8 deep.
    /// </summary>
    /// <remarks>
    /// A row means the film that has one of its external ids, else the film that has its title and year. Members that the row has
    /// replace those of the film, members that it lacks (or that are null) stay. A row that cannot be taken is rejected with the
    /// reason and stops nothing; neither does running an import again change anything. The answer has one line for each row, each
    /// durable when it is sent, and a summary as its last line; without the summary the import was broken off.
    /// </remarks>
    /// <param name="shape"><c>vega</c> for the vega-datasets' movies.json as it is; left out for films of this API.</param>
    internal static Results<PushStreamHttpResult, StatusCodeHttpResult, ProblemHttpResult> ImportMovies(
        CatalogueImport import, IOptions<ImportOptions> options, HttpContext http, string? shape = null)
    {
        RowParser? parse = shape switch
        {
            null => FilmRow.Parse,
            "vega" => VegaMovieConverter.Parse,
            _ => null,
        };
        if (parse is null)
            return Problem.Invalid("shape", "The shape must be vega or left out.");
        if (RowUpload.Refuse(http.Request, options.Value.MaxBytes) is { } refusal)
            return refusal;
        return Answer(http, RowReader.MaxRowBytes, rows => import.RunAsync(rows, parse, http.RequestAborted));
    }

    /// <summary>
    /// Restores films from an export, each exactly as it was: its id, version, times and content, deleted ones as deleted ones. A row
    /// may be 512 KiB long.
    /// </summary>
    /// <remarks>
    /// Nothing is overwritten: a film that is there as the row says is unchanged, and one that is there in another state is rejected,
    /// as is one whose title and year or external id another film has. So it may be repeated after a break.
    /// </remarks>
    internal static Results<PushStreamHttpResult, StatusCodeHttpResult, ProblemHttpResult> RestoreMovies(
        CatalogueImport import, IOptions<ImportOptions> options, HttpContext http)
    {
        if (RowUpload.Refuse(http.Request, options.Value.MaxBytes) is { } refusal)
            return refusal;
        return Answer(http, ExportedRow.MaxBytes, rows => import.RestoreAsync(rows, http.RequestAborted));
    }

    /// <summary>Imports the sample catalogue that comes with the service: public-domain films, facts only.</summary>
    internal static PushStreamHttpResult ImportSample(CatalogueImport import, HttpContext http) => TypedResults.Stream(
        async output =>
        {
            await using var sample = SampleCatalogue.Open();
            var rows = new RowReader(sample.ReadAsync, new NdjsonFraming());
            await new ImportAnswer(output).WriteAsync(import.RunAsync(rows, FilmRow.Parse, http.RequestAborted), http.RequestAborted);
        },
        NdjsonLines.MediaType);

    private static PushStreamHttpResult Answer(
        HttpContext http, int maxRowBytes, Func<RowReader, IAsyncEnumerable<IReadOnlyList<ImportRowResult>>> import) => RowUpload.Answer(
            http, maxRowBytes, (rows, output) => new ImportAnswer(output).WriteAsync(import(rows), http.RequestAborted));
}
