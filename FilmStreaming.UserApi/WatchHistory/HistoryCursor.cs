using FilmStreaming.ServiceDefaults.Paging;
using FilmStreaming.Storage;

namespace FilmStreaming.UserApi.WatchHistory;

/// <summary>Writes positions in a history as cursors, and reads them.</summary>
internal static class HistoryCursor
{
    public static string After(Document<Play> play) => new TimePosition(play.Body.WatchedAt, play.Id).ToString();

    /// <inheritdoc cref="TimePosition.TryParse"/>
    public static bool TryParse(string? text, out PlayPosition? position)
    {
        var isPosition = TimePosition.TryParse(text, out var parsed);
        position = parsed is { } place ? new(place.Time, place.Id) : null;
        return isPosition;
    }
}
