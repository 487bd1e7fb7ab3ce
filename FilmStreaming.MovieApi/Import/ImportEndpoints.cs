using FilmStreaming.MovieApi.Export;
using FilmStreaming.MovieApi.Import.Reading;
using FilmStreaming.MovieApi.Import.Vega;
using FilmStreaming.MovieApi.Import.Writing;
using FilmStreaming.MovieApi.Movies.Contracts;
using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.ServiceDefaults.Problems;
using FilmStreaming.ServiceDefaults.RateLimits;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace FilmStreaming.MovieApi.Import;

/// <summary>Whole catalogues at once.</summary>
internal static class ImportEndpoints
{
    private const string Json = "application/json";

    public static IEndpointRouteBuilder MapImport(this IEndpointRouteBuilder app)
    {
        var options = app.ServiceProvider.GetRequiredService<IOptions<ImportOptions>>().Value;
        var group = app.MapGroup("/v1/movies/import").WithTags("Import")
            .RequireAuthorization(Policies.Editor)
            .WithRateLimit(RateLimitClass.Import)
            .AddOpenApiOperationTransformer(DescribeLinesAsync);
        group.MapPost("/", ImportMovies).WithName(nameof(ImportMovies))
            .Accepts<MovieRequest>(ImportAnswer.MediaType, "application/ndjson", Json)
            .WithMetadata(new BodyLimit(options.MaxBytes))
            .Produces<ImportRowResult>(StatusCodes.Status200OK, ImportAnswer.MediaType)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
        group.MapPost("/exported", RestoreMovies).WithName(nameof(RestoreMovies))
            .RequireAuthorization(Policies.Administrator)
            .Accepts<ExportedMovie>(ImportAnswer.MediaType, "application/ndjson", Json)
            .WithMetadata(new BodyLimit(options.MaxBytes))
            .Produces<ImportRowResult>(StatusCodes.Status200OK, ImportAnswer.MediaType)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
        group.MapPost("/sample", ImportSample).WithName(nameof(ImportSample))
            .Produces<ImportRowResult>(StatusCodes.Status200OK, ImportAnswer.MediaType);
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
        if (Refusal(http.Request, options.Value) is { } refusal)
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
        if (Refusal(http.Request, options.Value) is { } refusal)
            return refusal;
        return Answer(http, ExportedRow.MaxBytes, rows => import.RestoreAsync(rows, http.RequestAborted));
    }

    /// <summary>Imports the sample catalogue that comes with the service: public-domain films, facts only.</summary>
    internal static PushStreamHttpResult ImportSample(CatalogueImport import, HttpContext http) => Answer(async output =>
    {
        await using var sample = SampleCatalogue.Open();
        var rows = new RowReader(sample.ReadAsync, new NdjsonFraming());
        await output.WriteAsync(import.RunAsync(rows, FilmRow.Parse, http.RequestAborted), http.RequestAborted);
    });

    // Each line of the answer is a row's result, but the last.
    private static async Task DescribeLinesAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken) =>
        operation.Responses!["200"].Content![ImportAnswer.MediaType].Schema = new OpenApiSchema
        {
            OneOf =
            [
                await context.GetOrCreateSchemaAsync(typeof(ImportRowResult), null, cancellationToken),
                await context.GetOrCreateSchemaAsync(typeof(ImportEnd), null, cancellationToken),
            ],
        };

    private static StatusCodeHttpResult? Refusal(HttpRequest request, ImportOptions options)
    {
        // Routing lets a request through that names no media type at all.
        if (request.ContentType is null)
            return TypedResults.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        return request.ContentLength > options.MaxBytes ? TypedResults.StatusCode(StatusCodes.Status413PayloadTooLarge) : null;
    }

    private static PushStreamHttpResult Answer(
        HttpContext http, int maxRowBytes, Func<RowReader, IAsyncEnumerable<IReadOnlyList<ImportRowResult>>> import)
    {
        // A client that is still sending may not read for as long as that takes.
        http.Features.Get<IHttpMinResponseDataRateFeature>()?.MinDataRate = null;
        IRowFraming framing = http.Request.HasJsonContentType() ? new JsonArrayFraming() : new NdjsonFraming();
        return Answer(async output =>
        {
            await using var spool = new UploadSpool(http.Request.Body, http.RequestAborted);
            await output.WriteAsync(import(new(spool.ReadAsync, framing, maxRowBytes)), http.RequestAborted);
        });
    }

    private static PushStreamHttpResult Answer(Func<ImportAnswer, Task> write) =>
        TypedResults.Stream(output => write(new(output)), ImportAnswer.MediaType);

    private sealed record BodyLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
}
