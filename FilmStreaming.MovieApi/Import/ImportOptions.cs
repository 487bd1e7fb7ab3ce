using System.ComponentModel.DataAnnotations;

namespace FilmStreaming.MovieApi.Import;

/// <summary>Limits of an import.</summary>
internal sealed class ImportOptions
{
    public const string Section = "Import";

    /// <summary>The longest body, in bytes; default 256 MiB.</summary>
    [Range(1024, 16L * 1024 * 1024 * 1024)]
    public long MaxBytes { get; init; } = 256 * 1024 * 1024;

    /// <summary>The most rows that are taken of one body; default 1,000,000. Those behind are rejected.</summary>
    /// <remarks>What an import remembers of its rows, to find duplicates, grows by about 50 bytes with each.</remarks>
    [Range(1, 100_000_000)]
    public int MaxRows { get; init; } = 1_000_000;
}
