using FilmStreaming.MovieApi.Import.Reading;
using FilmStreaming.MovieApi.Import.Vega;
using FilmStreaming.MovieApi.Import.Writing;
using FilmStreaming.MovieApi.Movies.Contracts;
using FilmStreaming.ServiceDefaults.Authentication;
using FilmStreaming.ServiceDefaults.Problems;
using FilmStreaming.ServiceDefaults.RateLimits;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;

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
            .WithRateLimit(RateLimitClass.Import);
        group.MapPost("/", ImportMovies).WithName(nameof(ImportMovies))
            .Accepts<MovieRequest>(ImportAnswer.MediaType, "application/ndjson", Json)
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
    internal static Results<PushStreamHttpResult, ProblemHttpResult> ImportMovies(
        CatalogueImport import, HttpContext http, string? shape = null)
    {
        RowParser? parse = shape switch
        {
            null => FilmRow.Parse,
            "vega" => VegaMovieConverter.Parse,
            _ => null,
        };
        if (parse is null)
            return Problem.Invalid("shape", "The shape must be vega or left out.");
        IRowFraming framing = http.Request.HasJsonContentType() ? new JsonArrayFraming() : new NdjsonFraming();
        return Answer(import, new RowReader(http.Request.Body, framing), parse, http);
    }

    /// <summary>Imports the sample catalogue that comes with the service: public-domain films, facts only.</summary>
    internal static PushStreamHttpResult ImportSample(CatalogueImport import, HttpContext http) =>
        Answer(import, new RowReader(SampleCatalogue.Open(), new NdjsonFraming()), FilmRow.Parse, http);

    private static PushStreamHttpResult Answer(CatalogueImport import, RowReader rows, RowParser parse, HttpContext http)
    {
        var aborted = http.RequestAborted;
        return TypedResults.Stream(
            output => new ImportAnswer(output).WriteAsync(import.RunAsync(rows.ReadAsync(aborted), parse, aborted), aborted),
            ImportAnswer.MediaType);
    }

    private sealed record BodyLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
}
