using System.Text.Json.Nodes;
using FilmStreaming.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;

namespace FilmStreaming.ServiceDefaults.Documentation;

/// <summary>
/// Documents which problems each operation may answer with, by status and type, with an example of each; and which operations ask for
/// a token.
/// </summary>
internal sealed class ProblemResponses : IOpenApiOperationTransformer
{
    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        var document = context.Document!;
        foreach (var schema in new[] { typeof(ProblemDetails), typeof(HttpValidationProblemDetails) })
            document.AddComponent(schema.Name, await context.GetOrCreateSchemaAsync(schema, null, cancel));

        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var authorized = metadata.OfType<IAuthorizeData>().Any() && !metadata.OfType<IAllowAnonymous>().Any();
        if (authorized)
            (operation.Security ??= []).Add(new() { [new(ApiDocumentation.BearerScheme, document)] = [] });

        var types = metadata.OfType<AnsweredProblems>().SelectMany(problems => problems.Types).Concat(TypesOf(operation, authorized));
        foreach (var problems in types.Distinct().GroupBy(type => ProblemTable.Rows[type].Status))
            (operation.Responses ??= [])[$"{problems.Key}"] = ResponseOf(problems.Key, [.. problems], document);
    }

    private static IEnumerable<string> TypesOf(OpenApiOperation operation, bool authorized) =>
    [
        .. operation.Parameters is { Count: > 0 } || operation.RequestBody is not null
            ? (string[])[ProblemTypes.Validation, ProblemTypes.BadRequest]
            : [],
        .. operation.Parameters?.Any(parameter => parameter.Name == "cursor") == true ? (string[])[ProblemTypes.InvalidCursor] : [],
        .. operation.RequestBody is not null ? (string[])[ProblemTypes.PayloadTooLarge, ProblemTypes.UnsupportedMediaType] : [],
        .. authorized ? (string[])[ProblemTypes.Unauthorized, ProblemTypes.Forbidden, ProblemTypes.SecondFactorNeeded] : [],
        ProblemTypes.RateLimited,
        ProblemTypes.DependencyUnavailable,
    ];

    private static OpenApiResponse ResponseOf(int status, IReadOnlyList<string> types, OpenApiDocument document) => new()
    {
        Description = $"{ReasonPhrases.GetReasonPhrase(status)}:\n{string.Join('\n', types.Select(type => $"- `{type}`: {ProblemTable.Rows[type].Meaning}"))}",
        Content = new Dictionary<string, OpenApiMediaType>
        {
            ["application/problem+json"] = new()
            {
                Schema = new OpenApiSchemaReference(
                    status == StatusCodes.Status400BadRequest ? nameof(HttpValidationProblemDetails) : nameof(ProblemDetails), document),
                Examples = types.ToDictionary(type => type, IOpenApiExample (type) => new OpenApiExample { Value = ExampleOf(status, type) }),
            },
        },
    };

    private static JsonObject ExampleOf(int status, string type)
    {
        var example = new JsonObject
        {
            ["type"] = Problem.TypeOf(type),
            ["title"] = ReasonPhrases.GetReasonPhrase(status),
            ["status"] = status,
            ["detail"] = ProblemTable.Rows[type].Meaning.Replace("`", "", StringComparison.Ordinal),
            ["traceId"] = "4bf92f3577b34da6a3ce929d0e0e4736",
        };
        if (type == ProblemTypes.Validation)
            example["errors"] = new JsonObject { ["member"] = new JsonArray("What is wrong with it.") };
        return example;
    }
}
