using System.ComponentModel.DataAnnotations;

namespace FilmStreaming.MovieApi.Import;

/// <summary>Limits of an import.</summary>
internal sealed class ImportOptions
{
    public const string Section = "Import";

    /// <summary>The longest body, in bytes; default 256 MiB.</summary>
    [Range(1024, 16L * 1024 * 1024 * 1024)]
    public long MaxBytes { get; init; } = 256 * 1024 * 1024;
}
