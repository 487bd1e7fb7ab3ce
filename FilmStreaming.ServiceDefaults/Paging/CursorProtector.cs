using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace FilmStreaming.ServiceDefaults.Paging;

/// <summary>
/// Writes positions as the texts that clients give back, and reads them. A text is encrypted and authenticated with the key ring that
/// all replicas share, for one list: what a client changed, or took from another list, is no cursor.
/// </summary>
public sealed class CursorProtector(IDataProtectionProvider protection)
{
    private const string Purpose = "FilmStreaming.Cursor";
    private const int IdBytes = 16;
    private const int HeadBytes = IdBytes + sizeof(long);
    private const long NoTotal = -1;

    /// <param name="list">Names the list: everything that decides which items it has and in which order, and whose it is.</param>
    /// <param name="cursor">The position.</param>
    public string Protect(string list, Cursor cursor)
    {
        var key = Encoding.UTF8.GetBytes(cursor.Key);
        var bytes = new byte[HeadBytes + key.Length];
        cursor.Id.TryWriteBytes(bytes);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(IdBytes), cursor.Total ?? NoTotal);
        key.CopyTo(bytes, HeadBytes);
        return WebEncoders.Base64UrlEncode(Of(list).Protect(bytes));
    }

    /// <param name="list">The list that the client asks for.</param>
    /// <param name="text">As the client sent it; null is the start of the list.</param>
    /// <param name="cursor">Null for the start of the list.</param>
    /// <returns>Whether the text is a position in this list.</returns>
    public bool TryUnprotect(string list, string? text, out Cursor? cursor)
    {
        cursor = null;
        if (text is null)
            return true;
        if (text.Length > Cursor.MaxLength)
            return false;
        try
        {
            var bytes = Of(list).Unprotect(WebEncoders.Base64UrlDecode(text));
            var total = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(IdBytes));
            cursor = new(Encoding.UTF8.GetString(bytes.AsSpan(HeadBytes)), new(bytes.AsSpan(0, IdBytes)), total == NoTotal ? null : total);
            return true;
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return false;
        }
    }

    /// <inheritdoc cref="Protect(string, Cursor)"/>
    public string Protect(string list, TimePosition position) => Protect(list, position.ToCursor());

    /// <inheritdoc cref="TryUnprotect(string, string?, out Cursor?)"/>
    public bool TryUnprotect(string list, string? text, out TimePosition? position)
    {
        var isPosition = TryUnprotect(list, text, out Cursor? cursor);
        position = cursor is null ? null : TimePosition.Of(cursor);
        return isPosition;
    }

    private IDataProtector Of(string list) => protection.CreateProtector(Purpose, list);
}
