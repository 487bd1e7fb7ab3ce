using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;

namespace FilmStreaming.ServiceDefaults.Documentation;

/// <summary>Documents what every operation may answer besides what it declares, and which operations ask for a token.</summary>
internal sealed class ProblemResponses : IOpenApiOperationTransformer
{
    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        var document = context.Document!;
        document.AddComponent(nameof(ProblemDetails), await context.GetOrCreateSchemaAsync(typeof(ProblemDetails), null, cancel));

        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var authorized = metadata.OfType<IAuthorizeData>().Any() && !metadata.OfType<IAllowAnonymous>().Any();
        if (authorized)
            (operation.Security ??= []).Add(new() { [new(ApiDocumentation.BearerScheme, document)] = [] });

        var reads = operation.Parameters is { Count: > 0 } || operation.RequestBody is not null;
        foreach (var status in Statuses(reads, authorized))
        {
            (operation.Responses ??= []).TryAdd($"{status}", new OpenApiResponse
            {
                Description = ReasonPhrases.GetReasonPhrase(status),
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference(nameof(ProblemDetails), document) },
                },
            });
        }
    }

    private static IEnumerable<int> Statuses(bool reads, bool authorized) =>
    [
        .. reads ? (int[])[StatusCodes.Status400BadRequest] : [],
        .. authorized ? (int[])[StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden] : [],
        StatusCodes.Status429TooManyRequests,
        StatusCodes.Status503ServiceUnavailable,
    ];
}
