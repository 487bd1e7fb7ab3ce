namespace FilmStreaming.MovieApi.Search.Vocabulary;

/// <summary>
/// Finds words with typing errors by equality, which every index can do (the symmetric delete method): two words that few edits
/// part have the same rest after leaving out as many letters of each. Rests of the first letters are enough.
/// </summary>
internal static class Deletions
{
    /// <summary>How many letters of a word are looked at. Bounds a word's rests at 29, whatever its length.</summary>
    private const int Beginning = 7;

    /// <summary>Whether the word may be taken for another at all: numbers and words outside the basic plane stand for themselves.</summary>
    public static bool Apply(string word) => !word.Any(c => char.IsDigit(c) || char.IsSurrogate(c));

    /// <summary>The rests of a word, itself among them.</summary>
    public static IReadOnlyCollection<string> Of(string word)
    {
        if (!Apply(word))
            return [word];
        var rests = new HashSet<string>(StringComparer.Ordinal) { word[..Math.Min(word.Length, Beginning)] };
        var layer = rests.ToList();
        for (var edits = Most(word.Length); edits > 0; edits--)
        {
            layer = [.. layer.SelectMany(rest => Enumerable.Range(0, rest.Length).Select(i => rest.Remove(i, 1))).Distinct(StringComparer.Ordinal)];
            rests.UnionWith(layer);
        }

        return rests;
    }

    // By the longest word that this one may be taken for: of six letters, one of eight.
    private static int Most(int length) =>
        Enumerable.Range(length, 3).Max(longer => longer - length <= EditDistance.Permitted(longer) ? EditDistance.Permitted(longer) : 0);
}
