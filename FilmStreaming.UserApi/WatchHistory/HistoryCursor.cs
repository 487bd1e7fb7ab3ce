using System.Globalization;
using FilmStreaming.ServiceDefaults.Paging;
using FilmStreaming.Storage;

namespace FilmStreaming.UserApi.WatchHistory;

/// <summary>Writes positions in a history as cursors, and reads them.</summary>
internal static class HistoryCursor
{
    public static string After(Document<Play> play) =>
        new Cursor(play.Body.WatchedAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), play.Id).ToString();

    /// <param name="text">As the client sent it; null and empty are the start of the list.</param>
    /// <param name="position">Null for the start of the list.</param>
    /// <returns>Whether it is a position.</returns>
    public static bool TryParse(string? text, out PlayPosition? position)
    {
        position = null;
        if (string.IsNullOrEmpty(text))
            return true;
        if (!Cursor.TryParse(text, out var cursor)
            || !long.TryParse(cursor!.Key, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var milliseconds)
            || milliseconds < DateTimeOffset.MinValue.ToUnixTimeMilliseconds()
            || milliseconds > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
        {
            return false;
        }

        position = new(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), cursor.Id);
        return true;
    }
}
