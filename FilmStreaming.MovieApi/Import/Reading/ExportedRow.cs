using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using FilmStreaming.MovieApi.Export;
using FilmStreaming.ServiceDefaults.Rows;

namespace FilmStreaming.MovieApi.Import.Reading;

/// <summary>Rows of an export.</summary>
internal static class ExportedRow
{
    /// <summary>A film may be larger here than a row of an import: all limits of <see cref="ExportedMovie"/> at once, every character escaped.</summary>
    public const int MaxBytes = 512 * 1024;

    public static ParsedRow Parse(RawRow row)
    {
        var (export, reason) = RowJson.Read(row, MovieJsonContext.Default.ExportedMovie);
        reason ??= Missing(export!);
        return new(row.Number, reason is null ? export!.Film : null, reason) { Export = export };
    }

    private static string? Missing(ExportedMovie export)
    {
        var results = new List<ValidationResult>();
        return Validator.TryValidateObject(export, new ValidationContext(export), results, validateAllProperties: true)
            ? null
            : $"{JsonNamingPolicy.CamelCase.ConvertName(results[0].MemberNames.First())}: {results[0].ErrorMessage}";
    }
}
