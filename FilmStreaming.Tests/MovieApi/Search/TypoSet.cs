using FilmStreaming.MovieApi.Movies;

namespace FilmStreaming.Tests.MovieApi.Search;

/// <summary>A title as somebody might mistype it.</summary>
/// <param name="Title">The title that was meant.</param>
/// <param name="Text">What was typed.</param>
/// <param name="Kind">Of its mistakes; several kinds are <c>mixed</c>.</param>
internal sealed record Typo(string Title, string Text, string Kind);

/// <summary>
/// Mistypes titles: at least one word of each, and half of the others, gets one mistake if it has 4 to 7 letters, one or two if it is
/// longer. The same seed makes the same set.
/// </summary>
internal static class TypoSet
{
    private static readonly string[] Kinds = ["substitution", "deletion", "insertion", "transposition"];

    /// <param name="titles">Of which those without a word of four letters are left out.</param>
    /// <param name="count">How many to make.</param>
    /// <param name="seed">Of the random numbers.</param>
    public static IReadOnlyList<Typo> Of(IEnumerable<string> titles, int count, int seed)
    {
        var random = new Random(seed);
        var usable = titles.Distinct().Where(title => FoldedText.Words(title).Any(CanBeMistyped)).Order(StringComparer.Ordinal).ToArray();
        random.Shuffle(usable);
        return [.. usable.Take(count).Select(title => Mistype(title, random))];
    }

    private static Typo Mistype(string title, Random random)
    {
        var words = FoldedText.Words(title).ToArray();
        var candidates = Enumerable.Range(0, words.Length).Where(i => CanBeMistyped(words[i])).ToArray();
        var sure = candidates[random.Next(candidates.Length)];
        var kinds = new HashSet<string>();
        foreach (var i in candidates.Where(i => i == sure || random.Next(2) == 0))
        {
            var edits = words[i].Length <= 7 ? 1 : random.Next(1, 3);
            for (var edit = 0; edit < edits; edit++)
            {
                var kind = Kinds[random.Next(Kinds.Length)];
                words[i] = Change(words[i], kind, random);
                kinds.Add(kind);
            }
        }

        return new(title, string.Join(' ', words), kinds.Count == 1 ? kinds.Single() : "mixed");
    }

    private static bool CanBeMistyped(string word) => word.Length >= 4 && word.All(char.IsAsciiLetterLower);

    private static string Change(string word, string kind, Random random)
    {
        var i = random.Next(word.Length - 1);
        var letter = ((char)('a' + random.Next(26))).ToString();
        return kind switch
        {
            "substitution" => word.Remove(i, 1).Insert(i, letter),
            "deletion" => word.Remove(i, 1),
            "insertion" => word.Insert(i, letter),
            _ => word[..i] + word[i + 1] + word[i] + word[(i + 2)..],
        };
    }
}
