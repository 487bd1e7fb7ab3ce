using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FilmStreaming.ServiceDefaults.Documentation;

/// <summary>
/// Makes the schemas say what is sent and taken: members without a value are left out of answers, so they are not required;
/// members that a request must have are not null; and problems carry a <c>traceId</c> and members of their own.
/// </summary>
internal sealed class HonestSchemas : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        // What a converter of our own reads has a format only.
        if (schema is { Type: null, Format: "date-time" })
            schema.Type = JsonSchemaType.String | JsonSchemaType.Null;
        if (context.JsonTypeInfo.Kind != JsonTypeInfoKind.Object)
            return Task.CompletedTask;
        foreach (var member in context.JsonTypeInfo.Properties)
            Describe(schema, member);
        if (context.JsonTypeInfo.Type.IsAssignableTo(typeof(ProblemDetails)))
            DescribeProblem(schema);
        return Task.CompletedTask;
    }

    private static void Describe(OpenApiSchema schema, JsonPropertyInfo member)
    {
        if (schema.Properties is null || !schema.Properties.TryGetValue(member.Name, out var described))
            return;
        if (member.AttributeProvider?.IsDefined(typeof(RequiredAttribute), inherit: true) == true)
        {
            if (described is OpenApiSchema { Type: { } type } own)
                own.Type = type & ~JsonSchemaType.Null;
        }
        else if (member.IsGetNullable)
        {
            schema.Required?.Remove(member.Name);
        }
    }

    private static void DescribeProblem(OpenApiSchema schema)
    {
        schema.AdditionalPropertiesAllowed = true;
        schema.Properties ??= new Dictionary<string, IOpenApiSchema>();
        schema.Properties["traceId"] = new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Description = "Finds the request in the traces and the logs.",
        };
    }
}
