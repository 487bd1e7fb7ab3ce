using System.Globalization;

namespace FilmStreaming.ServiceDefaults.Paging;

/// <summary>A place in a list that is in the order of a time, in whole milliseconds, and then of the id.</summary>
public readonly record struct TimePosition(DateTimeOffset Time, Guid Id)
{
    internal static TimePosition Of(Cursor cursor) =>
        new(DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(cursor.Key, CultureInfo.InvariantCulture)), cursor.Id);

    internal Cursor ToCursor() => new(Time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), Id);
}
