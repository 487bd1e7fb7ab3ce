using System.Globalization;

namespace FilmStreaming.ServiceDefaults.Paging;

/// <summary>A place in a list that is in the order of a time, in whole milliseconds, and then of the id.</summary>
public readonly record struct TimePosition(DateTimeOffset Time, Guid Id)
{
    /// <summary>The place as a <see cref="Cursor"/>.</summary>
    public override string ToString() =>
        new Cursor(Time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), Id).ToString();

    /// <param name="text">As the client sent it; null and empty are the start of the list.</param>
    /// <param name="position">Null for the start of the list.</param>
    /// <returns>Whether it is a place.</returns>
    public static bool TryParse(string? text, out TimePosition? position)
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
