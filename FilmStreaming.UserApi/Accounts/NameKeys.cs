using System.Globalization;
using System.Text;

namespace FilmStreaming.UserApi.Accounts;

/// <summary>The words of a name in the form in which names are searched: without regard to case and to marks on letters.</summary>
internal static class NameKeys
{
    public static IReadOnlyList<string> Of(string name) =>
        [.. Fold(name).Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().Order(StringComparer.Ordinal)];

    // Everything but letters, digits and marks parts words, so that "Anne-Marie" is found by either half.
    private static string Fold(string name)
    {
        var folded = new StringBuilder(name.Length);
        foreach (var rune in name.Normalize(NormalizationForm.FormKD).ToUpperInvariant().EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
                folded.Append(rune);
            else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark))
                folded.Append(' ');
        }

        return folded.ToString();
    }
}
