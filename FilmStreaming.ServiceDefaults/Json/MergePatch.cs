using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using HttpJsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace FilmStreaming.ServiceDefaults.Json;

/// <summary>
/// A body of <c>application/merge-patch+json</c> (RFC 7396): members replace, <c>null</c> removes, objects are merged, and lists are
/// replaced as a whole. A body of another type is answered with 415, and one that is no patch of a <typeparamref name="T"/> with 400.
/// </summary>
/// <typeparam name="T">The resource as it is written; none of its members is <c>required</c>.</typeparam>
public sealed class MergePatch<T> : IBindableFromHttpContext<MergePatch<T>>, IEndpointParameterMetadataProvider
    where T : class
{
    private readonly JsonElement _patch;
    private readonly JsonTypeInfo<T> _type;

    private MergePatch(JsonElement patch, JsonTypeInfo<T> type) => (_patch, _type) = (patch, type);

    /// <summary>Whether the patch gives a member of the resource a value.</summary>
    public bool Sets(string member) => _patch.TryGetProperty(member, out var value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>What the patch makes of a resource. It keeps the types of the members, but not every rule on their values.</summary>
    public T ApplyTo(T target) => Merge(JsonSerializer.SerializeToNode(target, _type), _patch).Deserialize(_type)!;

    static async ValueTask<MergePatch<T>?> IBindableFromHttpContext<MergePatch<T>>.BindAsync(HttpContext context, ParameterInfo parameter)
    {
        // Routing lets a request through that names no media type at all.
        if (context.Request.ContentType is null)
            throw new BadHttpRequestException("The body has no media type.", StatusCodes.Status415UnsupportedMediaType);
        var json = context.RequestServices.GetRequiredService<IOptions<HttpJsonOptions>>().Value.SerializerOptions;
        var type = (JsonTypeInfo<T>)json.GetTypeInfo(typeof(T));
        var strict = new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = json.MaxDepth };
        try
        {
            using var document = await JsonDocument.ParseAsync(context.Request.Body, strict, context.RequestAborted);
            // Refuses what merging would lose or keep unseen: unknown members, and values of a wrong type.
            _ = document.Deserialize(type) ?? throw new JsonException("The patch is null.");
            return new(document.RootElement.Clone(), type);
        }
        catch (JsonException e)
        {
            throw new BadHttpRequestException("The body is not a patch of this resource.", e);
        }
    }

    static void IEndpointParameterMetadataProvider.PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata([MergePatch.MediaType], typeof(T)));

    private static JsonNode? Merge(JsonNode? target, JsonElement patch)
    {
        if (patch.ValueKind != JsonValueKind.Object)
            return JsonNode.Parse(patch.GetRawText());
        var result = target as JsonObject ?? [];
        foreach (var member in patch.EnumerateObject())
        {
            // Taken out before it is put back: a node has one parent.
            var old = result[member.Name];
            result.Remove(member.Name);
            if (member.Value.ValueKind != JsonValueKind.Null)
                result[member.Name] = Merge(old, member.Value);
        }

        return result;
    }
}

/// <summary>What all merge patches have in common.</summary>
public static class MergePatch
{
    public const string MediaType = "application/merge-patch+json";
}
