namespace FilmStreaming.MovieApi.Search;

/// <summary>
/// How many letters must be put in, left out, replaced or swapped with their neighbour to make one word of another: optimal string
/// alignment, that is Damerau-Levenshtein where no part is changed twice.
/// </summary>
internal static class EditDistance
{
    /// <summary>The most edits that two words of such a length may differ by and still be taken for one another.</summary>
    /// <param name="length">Of the longer word, in UTF-16 code units.</param>
    public static int Permitted(int length) => length switch
    {
        < 4 => 0,
        <= 7 => 1,
        _ => 2,
    };

    /// <returns>The distance, or null when it is more than <paramref name="limit"/>.</returns>
    public static int? Within(string left, string right, int limit) =>
        Math.Abs(left.Length - right.Length) > limit ? null : Measure(left, right, limit, toPrefix: false);

    /// <returns>The distance of <paramref name="typed"/> to that beginning of <paramref name="word"/> which is nearest to it, or null.</returns>
    public static int? ToBeginning(string typed, string word, int limit) =>
        typed.Length - word.Length > limit
            ? null
            : Measure(typed, word[..Math.Min(word.Length, typed.Length + limit)], limit, toPrefix: true);

    private static int? Measure(string left, string right, int limit, bool toPrefix)
    {
        var width = right.Length + 1;
        var rows = (stackalloc int[3 * (SearchTerms.MaxWord + 4)]);
        var before = rows[..width];
        var last = rows.Slice(SearchTerms.MaxWord + 4, width);
        var row = rows.Slice(2 * (SearchTerms.MaxWord + 4), width);
        for (var j = 0; j < width; j++)
            last[j] = j;

        for (var i = 1; i <= left.Length; i++)
        {
            row[0] = i;
            var best = i;
            for (var j = 1; j < width; j++)
            {
                row[j] = Cell(left, right, i, j, before, last, row);
                best = Math.Min(best, row[j]);
            }

            // Swaps start two rows back, but from a cell that the row between exceeds by at most one.
            if (best > limit)
                return null;
            var free = before;
            before = last;
            last = row;
            row = free;
        }

        var distance = toPrefix ? Least(last) : last[right.Length];
        return distance <= limit ? distance : null;
    }

    private static int Cell(string left, string right, int i, int j, Span<int> before, Span<int> last, Span<int> row)
    {
        var replaced = last[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
        var cell = Math.Min(replaced, Math.Min(last[j], row[j - 1]) + 1);
        var swapped = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
        return swapped ? Math.Min(cell, before[j - 2] + 1) : cell;
    }

    private static int Least(Span<int> row)
    {
        var least = row[0];
        foreach (var cell in row)
            least = Math.Min(least, cell);
        return least;
    }
}
