using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FilmStreaming.MovieApi.Movies.Contracts;

/// <summary>Text that has no control characters except tabs and line breaks.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PlainTextAttribute() : ValidationAttribute("The field {0} must not contain control characters.")
{
    /// <inheritdoc />
    public override bool IsValid(object? value) => value is not string text || IsPlain(text);

    internal static bool IsPlain(string text) =>
        !text.AsSpan().ContainsAnyInRange('\u007F', '\u009F') && !text.Any(c => c < ' ' && c is not ('\t' or '\n' or '\r'));
}

/// <summary>A list whose items are plain texts that are not blank.</summary>
/// <param name="maxLength">The longest item, in characters.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EachTextAttribute(int maxLength)
    : ValidationAttribute($"Each item of {{0}} must be a text of 1 to {maxLength} characters.")
{
    public int MaxLength { get; } = maxLength;

    /// <inheritdoc />
    public override bool IsValid(object? value) => value is not IEnumerable<string> items || items.All(item => IsText(item, MaxLength));

    /// <summary>States the limits of the items in the OpenAPI document.</summary>
    internal static Task DescribeAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var attributes = context.JsonPropertyInfo?.AttributeProvider?.GetCustomAttributes(typeof(EachTextAttribute), inherit: false);
        if (attributes is [EachTextAttribute each] && schema.Items is OpenApiSchema item)
            (item.MinLength, item.MaxLength) = (1, each.MaxLength);
        return Task.CompletedTask;
    }

    internal static bool IsText(string? item, int maxLength) =>
        !string.IsNullOrWhiteSpace(item) && item.Length <= maxLength && PlainTextAttribute.IsPlain(item);
}
