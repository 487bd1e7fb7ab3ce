using System.ComponentModel.DataAnnotations;

namespace FilmStreaming.UserApi.Administration.Import;

/// <summary>Limits of an import of accounts.</summary>
public sealed class UserImportOptions
{
    public const string Section = "UserImport";

    /// <summary>
    /// The longest body, in bytes, 1 KiB to 1 GiB; default 64 MiB. The gateway has a limit of its own, <c>Gateway:MaxImportBytes</c>.
    /// </summary>
    [Range(1024, 1024 * 1024 * 1024, ErrorMessage = Section + ":MaxBytes must be between {1} and {2}.")]
    public int MaxBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>The most rows that are taken of one body, 1 to 1,000,000; default 100,000. Those behind are rejected.</summary>
    [Range(1, 1_000_000, ErrorMessage = Section + ":MaxRows must be between {1} and {2}.")]
    public int MaxRows { get; set; } = 100_000;
}
