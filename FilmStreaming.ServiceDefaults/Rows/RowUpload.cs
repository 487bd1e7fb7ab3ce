using FilmStreaming.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.OpenApi;

namespace FilmStreaming.ServiceDefaults.Rows;

/// <summary>
/// Routes whose body is rows, one JSON object on each line (NDJSON) or one JSON array, and whose answer has a line for each row, in
/// their order, and a summary as its last.
/// </summary>
public static class RowUpload
{
    private const string Json = "application/json";

    /// <typeparam name="TRow">A row.</typeparam>
    /// <typeparam name="TResult">What became of a row.</typeparam>
    /// <typeparam name="TEnd">The last line.</typeparam>
    /// <param name="route">The route.</param>
    /// <param name="maxBytes">The longest body, in bytes.</param>
    public static RouteHandlerBuilder TakesRows<TRow, TResult, TEnd>(this RouteHandlerBuilder route, long maxBytes)
        where TRow : notnull => route
        .Accepts<TRow>(NdjsonLines.MediaType, "application/ndjson", Json)
        .WithMetadata(new BodyLimit(maxBytes))
        .AnswersProblems(ProblemTypes.InsufficientStorage)
        .AnswersLines<TResult, TEnd>();

    /// <summary>Says in the OpenAPI document that each line of the answer is a result, but the last.</summary>
    /// <inheritdoc cref="TakesRows"/>
    public static RouteHandlerBuilder AnswersLines<TResult, TEnd>(this RouteHandlerBuilder route) => route
        .Produces<TResult>(StatusCodes.Status200OK, NdjsonLines.MediaType)
        .AddOpenApiOperationTransformer(DescribeLinesAsync<TResult, TEnd>);

    /// <summary>Why a request cannot be taken at all: it names no media type, or says that it is too long.</summary>
    public static StatusCodeHttpResult? Refuse(HttpRequest request, long maxBytes)
    {
        // Routing lets a request through that names no media type at all.
        if (request.ContentType is null)
            return TypedResults.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        return request.ContentLength > maxBytes ? TypedResults.StatusCode(StatusCodes.Status413PayloadTooLarge) : null;
    }

    /// <summary>Answers while the body is still being sent.</summary>
    /// <param name="http">The request.</param>
    /// <param name="maxRowBytes">The longest row, in bytes.</param>
    /// <param name="work">Reads the rows and writes the answer.</param>
    public static PushStreamHttpResult Answer(HttpContext http, int maxRowBytes, Func<RowReader, Stream, Task> work)
    {
        // A client that is still sending may not read for as long as that takes.
        http.Features.Get<IHttpMinResponseDataRateFeature>()?.MinDataRate = null;
        IRowFraming framing = http.Request.HasJsonContentType() ? new JsonArrayFraming() : new NdjsonFraming();
        return TypedResults.Stream(
            async output =>
            {
                await using var spool = new UploadSpool(http.Request.Body, Path.GetTempPath(), http.RequestAborted);
                await work(new(spool.ReadAsync, framing, maxRowBytes), output);
            },
            NdjsonLines.MediaType);
    }

    private static async Task DescribeLinesAsync<TResult, TEnd>(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken) =>
        operation.Responses!["200"].Content![NdjsonLines.MediaType].Schema = new OpenApiSchema
        {
            OneOf =
            [
                await context.GetOrCreateSchemaAsync(typeof(TResult), null, cancellationToken),
                await context.GetOrCreateSchemaAsync(typeof(TEnd), null, cancellationToken),
            ],
        };

    private sealed record BodyLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
}
