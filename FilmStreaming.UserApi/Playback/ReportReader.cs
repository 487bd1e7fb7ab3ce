using System.Text.Json;
using FilmStreaming.ServiceDefaults.Json;
using FilmStreaming.Storage;

namespace FilmStreaming.UserApi.Playback;

/// <summary>A report as it was read: valid, or with what is wrong by member.</summary>
internal readonly record struct ReadReport(PlaybackReport? Report, IReadOnlyDictionary<string, string[]>? Errors);

/// <summary>
/// Reads the reports of a body one by one. The framework's binding would refuse a whole batch for one bad number, and could not say
/// which report it is in.
/// </summary>
/// <param name="options">How old a report may be.</param>
/// <param name="now">In whole milliseconds.</param>
/// <param name="isBatch">Whether the reports may have been kept for days.</param>
internal sealed class ReportReader(PlaybackOptions options, DateTimeOffset now, bool isBatch)
{
    /// <summary>The greatest integer that every JSON reader keeps exact (RFC 8259, 6).</summary>
    public const long MaxSequence = (1L << 53) - 1;

    /// <summary>24 hours.</summary>
    public const long MaxDurationMs = 86_400_000;

    private static readonly HashSet<string> Members = new(StringComparer.Ordinal)
    {
        "sessionId", "sequence", "event", "positionMs", "durationMs", "clientTime", "playedFromMs",
    };

    private static readonly Dictionary<string, PlaybackEvent> Events = new(StringComparer.Ordinal)
    {
        ["start"] = PlaybackEvent.Start,
        ["progress"] = PlaybackEvent.Progress,
        ["pause"] = PlaybackEvent.Pause,
        ["seek"] = PlaybackEvent.Seek,
        ["stop"] = PlaybackEvent.Stop,
    };

    public ReadReport Read(JsonElement json)
    {
        var errors = new Dictionary<string, string[]>();
        if (json.ValueKind != JsonValueKind.Object)
            return new(null, new Dictionary<string, string[]> { [""] = ["A report is a JSON object."] });
        foreach (var member in json.EnumerateObject().Where(member => !Members.Contains(member.Name)).Take(1))
            errors["unknown"] = [$"A report has no such member ({Shorten(member.Name)})."];

        var duration = Number(json, "durationMs", 1, MaxDurationMs, errors);
        var position = Number(json, "positionMs", 0, duration ?? MaxDurationMs, errors);
        var sequence = Number(json, "sequence", 0, MaxSequence, errors);
        var playedFrom = json.TryGetProperty("playedFromMs", out var from) && from.ValueKind != JsonValueKind.Null
            ? Number(json, "playedFromMs", 0, position ?? MaxDurationMs, errors)
            : null;
        var (session, happened, time) = (Session(json, errors), Event(json, errors), Time(json, errors));
        if (errors.Count > 0)
            return new(null, errors);
        return new(
            new()
            {
                SessionId = session!.Value,
                Sequence = sequence!.Value,
                Event = happened!.Value,
                PositionMs = position!.Value,
                DurationMs = duration!.Value,
                ClientTime = time!.Value,
                PlayedFromMs = playedFrom,
            },
            null);
    }

    private static Guid? Session(JsonElement json, Dictionary<string, string[]> errors)
    {
        if (json.TryGetProperty("sessionId", out var value) && value.ValueKind == JsonValueKind.String
            && value.TryGetGuid(out var id) && id != Guid.Empty)
        {
            return id;
        }

        errors["sessionId"] = ["The field sessionId must be a UUID, and not the empty one."];
        return null;
    }

    private static PlaybackEvent? Event(JsonElement json, Dictionary<string, string[]> errors)
    {
        if (json.TryGetProperty("event", out var value) && value.ValueKind == JsonValueKind.String
            && Events.TryGetValue(value.GetString()!, out var known))
        {
            return known;
        }

        errors["event"] = [$"The field event must be one of {string.Join(", ", Events.Keys)}."];
        return null;
    }

    private static long? Number(JsonElement json, string name, long min, long max, Dictionary<string, string[]> errors)
    {
        if (json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
            && value.TryGetInt64(out var number) && number >= min && number <= max)
        {
            return number;
        }

        errors[name] = [$"The field {name} must be a whole number between {min} and {max}."];
        return null;
    }

    private DateTimeOffset? Time(JsonElement json, Dictionary<string, string[]> errors)
    {
        var earliest = now - (isBatch ? options.MaxReportAge : options.MaxClockSkew);
        if (!json.TryGetProperty("clientTime", out var value) || !InstantConverter.TryRead(value, out var time))
            errors["clientTime"] = ["The field clientTime must be a date-time with an offset, such as 2026-01-31T20:15:00Z."];
        else if (time < earliest || time > now + options.MaxClockSkew)
            errors["clientTime"] = [$"The field clientTime must be between {earliest:O} and {now + options.MaxClockSkew:O}."];
        else
            return time > now ? now : time.ToStored(); // A clock that is ahead must not make its session the latest for hours.
        return null;
    }

    private static string Shorten(string name) => name.Length <= 40 ? name : name[..40] + "…";
}
