namespace FilmStreaming.UserApi.Accounts;

/// <summary>Language tags of BCP 47 (RFC 5646) with language, script, region and variants: what films and mail are chosen by.</summary>
internal static class LanguageTag
{
    public const int MaxLength = 35;

    public const string Pattern =
        "^[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*$";

    /// <summary>The recommended case of each part (RFC 5646, section 2.1.1), for example <c>zh-Hant-TW</c>.</summary>
    public static string Canonicalize(string tag)
    {
        var parts = tag.ToLowerInvariant().Split('-');
        foreach (var place in Enumerable.Range(1, parts.Length - 1))
        {
            var part = parts[place];
            if (part.Length == 2)
                parts[place] = part.ToUpperInvariant();
            else if (part.Length == 4 && char.IsAsciiLetter(part[0]))
                parts[place] = char.ToUpperInvariant(part[0]) + part[1..];
        }

        return string.Join('-', parts);
    }
}
