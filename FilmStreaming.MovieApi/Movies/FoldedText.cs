using System.Globalization;
using System.Text;

namespace FilmStreaming.MovieApi.Movies;

/// <summary>Text without case, diacritics and punctuation: <c>Amélie</c> is found as <c>amelie</c>.</summary>
internal static class FoldedText
{
    /// <summary>The longest sort key, in UTF-16 code units. Decomposition makes some letters many times longer.</summary>
    public const int MaxSortKey = 300;

    /// <summary>The words joined by spaces; text without a word stays as it is, so that a film may be called <c>???</c>.</summary>
    public static string SortKey(string text)
    {
        var words = Words(text);
        var key = words.Count > 0 ? string.Join(' ', words) : text.Trim().ToLowerInvariant();
        if (key.Length <= MaxSortKey)
            return key;
        return key[..(char.IsHighSurrogate(key[MaxSortKey - 1]) ? MaxSortKey - 1 : MaxSortKey)];
    }

    /// <summary>The words in their order. An apostrophe joins: <c>Schindler's</c> is <c>schindlers</c>.</summary>
    public static IReadOnlyList<string> Words(string text) => [.. Split(text).Select(parts => string.Concat(parts))];

    /// <summary>
    /// The words that a search may give: each word, and its parts around apostrophes (<c>l'homme</c> also as <c>homme</c>).
    /// </summary>
    public static IReadOnlyList<string> IndexWords(string text) =>
        [.. Split(text).SelectMany(parts => parts.Prepend(string.Concat(parts))).Distinct(StringComparer.Ordinal)];

    private static List<List<string>> Split(string text)
    {
        var words = new List<List<string>>();
        var parts = new List<string>();
        var part = new StringBuilder();
        foreach (var rune in text.Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (IsDiacritic(rune))
                continue;
            if (IsWordCharacter(rune))
            {
                part.Append(Fold(rune));
                continue;
            }

            EndPart();
            if (!IsApostrophe(rune))
                EndWord();
        }

        EndPart();
        EndWord();
        return words;

        void EndPart()
        {
            if (part.Length > 0)
                parts.Add(part.ToString());
            part.Clear();
        }

        void EndWord()
        {
            if (parts.Count > 0)
                words.Add(parts);
            parts = [];
        }
    }

    // Only the marks of Latin, Greek and Cyrillic: those of other scripts make other letters, not accented ones.
    private static bool IsDiacritic(Rune rune) => rune.Value is >= 0x0300 and <= 0x036F;

    private static bool IsApostrophe(Rune rune) => rune.Value is '\'' or '\u2019' or '\u02BC';

    private static bool IsWordCharacter(Rune rune) =>
        Rune.IsLetterOrDigit(rune) && !IsApostrophe(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark
            or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.OtherNumber or UnicodeCategory.LetterNumber;

    // Letters that are a base and a stroke, or two letters in one, have no decomposition in Unicode.
    private static string Fold(Rune rune) => Rune.ToLowerInvariant(rune).Value switch
    {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' or 'ð' => "d",
        'þ' => "th",
        'ı' => "i",
        'ς' => "σ",
        _ => Rune.ToLowerInvariant(rune).ToString(),
    };
}
