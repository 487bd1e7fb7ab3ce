using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace FilmStreaming.MovieApi.Movies.Contracts;

/// <summary>Applies the rules on <see cref="MovieRequest"/> where no endpoint filter does: to the rows of an import.</summary>
internal static class MovieRules
{
    /// <returns>The first member that breaks a rule and how, or null.</returns>
    public static string? FirstViolation(MovieRequest content) =>
        FirstViolation(content, "")
        ?? FirstViolation(content.ExternalIds, "externalIds.")
        ?? FirstViolation(content.Rating, "rating.");

    private static string? FirstViolation(object? value, string prefix)
    {
        var results = new List<ValidationResult>();
        if (value is null || Validator.TryValidateObject(value, new ValidationContext(value), results, validateAllProperties: true))
            return null;
        var member = results[0].MemberNames.FirstOrDefault() ?? "";
        return $"{prefix}{JsonNamingPolicy.CamelCase.ConvertName(member)}: {results[0].ErrorMessage}";
    }
}
