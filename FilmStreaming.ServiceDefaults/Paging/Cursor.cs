using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace FilmStreaming.ServiceDefaults.Paging;

/// <summary>A position in a list: the sort key and the id of the last item of a page, opaque to clients.</summary>
/// <param name="Key">The sort key, as text whose order is the order of the list.</param>
/// <param name="Id">Breaks ties between equal keys.</param>
public sealed record Cursor(string Key, Guid Id)
{
    /// <summary>The longest cursor that is read, in characters.</summary>
    public const int MaxLength = 2048;

    public override string ToString() => WebEncoders.Base64UrlEncode([.. Id.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(Key)]);

    /// <returns>Whether <paramref name="text"/> is a cursor.</returns>
    public static bool TryParse(string text, out Cursor? cursor)
    {
        cursor = null;
        if (text.Length > MaxLength)
            return false;
        try
        {
            var bytes = WebEncoders.Base64UrlDecode(text);
            if (bytes.Length < 16)
                return false;
            var key = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes, 16, bytes.Length - 16);
            cursor = new(key, new Guid(bytes.AsSpan(0, 16), bigEndian: true));
            return true;
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            return false;
        }
    }
}
