using System.Text;

namespace FilmStreaming.UserApi.Sessions;

/// <summary>What a list of sessions calls a device.</summary>
internal static class DeviceName
{
    public const int MaxLength = 120;

    private const string Unknown = "Unknown device";

    /// <summary>The printable ASCII of a <c>User-Agent</c> (RFC 9110, section 10.1.5), at most 120 characters of it.</summary>
    public static string From(string? userAgent)
    {
        var name = new StringBuilder(MaxLength);
        foreach (var c in userAgent ?? "")
        {
            if (name.Length == MaxLength)
                break;
            if (c is >= ' ' and <= '~')
                name.Append(c);
        }

        return name.ToString().Trim() is { Length: > 0 } printable ? printable : Unknown;
    }
}
