using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;

namespace FilmStreaming.MovieApi.Movies.Contracts;

/// <summary>Applies the rules on <see cref="MovieRequest"/> where no endpoint filter does: to imported rows and patched films.</summary>
internal static class MovieRules
{
    /// <returns>The first member that breaks a rule and how, or null.</returns>
    public static string? FirstViolation(MovieRequest content) =>
        Violations(content).Select(violation => $"{violation.Member}: {violation.Error}").FirstOrDefault();

    /// <summary>Every member that breaks a rule, by its path in the JSON, and how.</summary>
    public static IEnumerable<(string Member, string Error)> Violations(MovieRequest content) =>
    [
        .. Violations(content, ""),
        .. Violations(content.ExternalIds, "externalIds."),
        .. Violations(content.Rating, "rating."),
        .. (content.Cast ?? []).SelectMany((member, i) => Violations(member, string.Create(CultureInfo.InvariantCulture, $"cast[{i}]."))),
    ];

    private static IEnumerable<(string Member, string Error)> Violations(object? value, string prefix)
    {
        var results = new List<ValidationResult>();
        if (value is not null)
            Validator.TryValidateObject(value, new ValidationContext(value), results, validateAllProperties: true);
        return results.Select(result => (
            prefix + JsonNamingPolicy.CamelCase.ConvertName(result.MemberNames.FirstOrDefault() ?? ""),
            result.ErrorMessage ?? "It is not valid."));
    }
}
