using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
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

/// <summary>An absolute https URL without user information.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class HttpsUrlAttribute() : ValidationAttribute("The field {0} must be an absolute https URL.")
{
    /// <inheritdoc />
    public override bool IsValid(object? value) => value is not string text
        || Uri.IsWellFormedUriString(text, UriKind.Absolute)
        && new Uri(text) is { Scheme: "https", UserInfo: "", Host.Length: > 0 };
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

    internal static bool IsText(string? item, int maxLength) =>
        !string.IsNullOrWhiteSpace(item) && item.Length <= maxLength && PlainTextAttribute.IsPlain(item);
}

/// <summary>A list whose items are codes of one form.</summary>
/// <param name="pattern">A regular expression for the whole of an item.</param>
/// <param name="form">The form in words.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EachCodeAttribute(string pattern, string form) : ValidationAttribute($"Each item of {{0}} must be {form}.")
{
    private readonly Regex _whole = new($@"\A(?:{pattern})\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    public string Pattern { get; } = pattern;

    public string Form { get; } = form;

    /// <inheritdoc />
    public override bool IsValid(object? value) =>
        value is not IEnumerable<string> items || items.All(item => item is { Length: <= 35 } && _whole.IsMatch(item));
}

/// <summary>States in the OpenAPI document what the attributes above demand.</summary>
internal static class TextSchemas
{
    public static Task DescribeAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var attribute in context.JsonPropertyInfo?.AttributeProvider?.GetCustomAttributes(inherit: false) ?? [])
            Describe(schema, attribute);
        return Task.CompletedTask;
    }

    private static void Describe(OpenApiSchema schema, object attribute)
    {
        if (attribute is EachTextAttribute text && schema.Items is OpenApiSchema each)
            (each.MinLength, each.MaxLength) = (1, text.MaxLength);
        else if (attribute is EachCodeAttribute code && schema.Items is OpenApiSchema item)
            item.Pattern = $"^(?:{code.Pattern})$";
        else if (attribute is HttpsUrlAttribute)
            schema.Format = "uri";
    }
}
