using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace FilmStreaming.ServiceDefaults.Rows;

/// <summary>Reads one row's JSON, and says in the row's terms what is wrong with it.</summary>
public static class RowJson
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <returns>The value, or why there is none.</returns>
    public static (T? Value, string? Reason) Read<T>(RawRow row, JsonTypeInfo<T> type)
        where T : class
    {
        if (row.Fault is not null)
            return (null, row.Fault);
        try
        {
            using var document = JsonDocument.Parse(row.Json, Strict);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return (null, "The row is not a JSON object.");
            return (document.Deserialize(type), null);
        }
        catch (JsonException e) when (e.Path is { Length: > 2 } path && path.StartsWith("$.", StringComparison.Ordinal))
        {
            return (null, $"{path[2..]}: unknown, or its value is of the wrong type.");
        }
        catch (JsonException e)
        {
            var position = (e.BytePositionInLine ?? 0).ToString(CultureInfo.InvariantCulture);
            return (null, $"The row is not valid JSON of unique members, at byte {position}.");
        }
    }
}
