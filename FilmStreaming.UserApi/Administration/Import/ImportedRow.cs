using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using FilmStreaming.ServiceDefaults.Rows;

namespace FilmStreaming.UserApi.Administration.Import;

/// <summary>A row as an account, or why it is none.</summary>
internal sealed record ImportedRow(int Number, UserImportRow? User, string? Fault)
{
    /// <summary>The longest row, in bytes: more than all limits of <see cref="UserImportRow"/> at once, every character escaped.</summary>
    public const int MaxBytes = 16 * 1024;

    public static ImportedRow Parse(RawRow row, IServiceProvider services)
    {
        var (user, fault) = RowJson.Read(row, UserJsonContext.Default.UserImportRow);
        fault ??= FaultOf(user!, "", services) ?? FaultOf(user!.Settings, "settings.", services) ?? FaultOf(user!.Plan, "plan.", services);
        return new(row.Number, fault is null ? user : null, fault);
    }

    private static string? FaultOf(object? part, string path, IServiceProvider services)
    {
        List<ValidationResult> faults = [];
        return part is null || Validator.TryValidateObject(part, new(part, services, null), faults, validateAllProperties: true)
            ? null
            : $"{path}{JsonNamingPolicy.CamelCase.ConvertName(faults[0].MemberNames.First())}: {faults[0].ErrorMessage}";
    }
}
