using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FilmStreaming.ServiceDefaults.Documentation;

/// <summary>
/// Gives each JSON body of a request and an answer an example, put together from one value for each member. Ids, times, choices and
/// yes or no need none.
/// </summary>
/// <param name="own">The service's own, as <see cref="Shared"/> has them.</param>
internal sealed class Examples(JsonObject own) : IOpenApiDocumentTransformer
{
    /// <summary>By name of the member, or by schema and name where a name means several things.</summary>
    private static readonly JsonObject Shared = JsonNode.Parse("""
        {
          "nextCursor": "CfDJ8Ay2sXh0bqlGk7n3ZL1",
          "total": 2,
          "attempts": 5,
          "count": 2,
          "row": 1,
          "remaining": 0,
          "replayed": 2,
          "DeadLetter.reason": "MongoConnectionException: no server is reachable",
          "stackHash": "6f1d0c2e9ab34875",
          "subject": "0199e0a0-5a3e-7c1c-9a44-1f4be2f4f6a1",
          "subscription": "userapi.films",
          "DeadLetter.type": "film.movie.updated.v1",
          "body": "{\"version\":3}"
        }
        """)!.AsObject();

    private static readonly Dictionary<string, OpenApiMediaType> NoContent = [];

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var (mediaType, body) in document.Paths.Values.SelectMany(path => path.Operations!.Values).SelectMany(BodiesOf))
        {
            if (body is { Schema: { } schema, Example: null, Examples: null } && mediaType.EndsWith("json", StringComparison.Ordinal))
                body.Example = mediaType.EndsWith("ndjson", StringComparison.Ordinal) ? $"{Of(schema)?.ToJsonString()}\n" : Of(schema);
        }

        return Task.CompletedTask;
    }

    private static IEnumerable<KeyValuePair<string, OpenApiMediaType>> BodiesOf(OpenApiOperation operation) => operation.Responses!.Values
        .Select(response => response.Content)
        .Append(operation.RequestBody?.Content)
        .SelectMany(content => content ?? NoContent);

    private JsonNode? Of(IOpenApiSchema schema) => schema switch
    {
        { Examples: [{ } example, ..] } => example.DeepClone(),
        { Enum: [{ } choice, ..] } => choice.DeepClone(),
        { OneOf: { Count: > 0 } choices } => Of(choices.First(choice => choice.Type != JsonSchemaType.Null)),
        { Properties: { Count: > 0 } members } => new JsonObject(members
            .Select(member => KeyValuePair.Create(member.Key, OfMember(schema, member.Key, member.Value)))
            .Where(member => member.Value is not null)),
        { Items: { } item } => Of(item) is { } one ? new JsonArray(one) : null,
        { Type: { } type } => OfValue(type & ~JsonSchemaType.Null, schema.Format),
        _ => null,
    };

    private JsonNode? OfMember(IOpenApiSchema schema, string name, IOpenApiSchema member)
    {
        var qualified = $"{(schema as OpenApiSchemaReference)?.Reference.Id}.{name}";
        return (own[qualified] ?? own[name] ?? Shared[qualified] ?? Shared[name])?.DeepClone() ?? Of(member);
    }

    private static JsonNode? OfValue(JsonSchemaType type, string? format) => (type, format) switch
    {
        (JsonSchemaType.Boolean, _) => true,
        (JsonSchemaType.String, "uuid") => "0199e0a0-5a3e-7c1c-9a44-1f4be2f4f6a1",
        (JsonSchemaType.String, "date-time") => "2026-11-25T20:21:00Z",
        _ => null,
    };
}
