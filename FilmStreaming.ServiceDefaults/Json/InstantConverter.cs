using System.Text.Json;
using System.Text.Json.Serialization;

namespace FilmStreaming.ServiceDefaults.Json;

/// <summary>
/// Reads a <c>date-time</c> of RFC 3339, which has an offset. The framework's own reader takes a time without one as local time,
/// and so as another instant on each server.
/// </summary>
public sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
        && reader.TryGetDateTime(out var time) && time.Kind != DateTimeKind.Unspecified
        && reader.TryGetDateTimeOffset(out var instant)
            ? instant
            : throw new JsonException("Not a date-time with an offset, such as 2026-01-31T20:15:00Z.");

    /// <summary>The same, of a value that was parsed before.</summary>
    public static bool TryRead(JsonElement value, out DateTimeOffset instant)
    {
        instant = default;
        return value.ValueKind == JsonValueKind.String
            && value.TryGetDateTime(out var time) && time.Kind != DateTimeKind.Unspecified
            && value.TryGetDateTimeOffset(out instant);
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
