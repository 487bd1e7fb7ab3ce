using FilmStreaming.MovieApi.Movies;

namespace FilmStreaming.MovieApi.Search;

/// <summary>
/// The words that a film is found by, among its <see cref="FilmTokens"/>. Each is stored once, as the number of the weightiest field
/// that has it and the folded word: <c>1:metropolis</c> is <c>metropolis</c> in the title. <c>0:the kid</c> is a whole title.
/// </summary>
internal static class SearchTerms
{
    /// <summary>The most terms of a film. What is behind is not searched, and that is the end of a long description.</summary>
    public const int Max = 256;

    /// <summary>The longest word, in UTF-16 code units: of longer ones this much counts, in films and in queries.</summary>
    public const int MaxWord = 40;

    private const char Whole = '0';

    public static IEnumerable<string> Of(Movie movie)
    {
        var fields = new Dictionary<string, SearchField>(StringComparer.Ordinal);
        foreach (var (field, text) in Texts(movie))
        {
            foreach (var word in FoldedText.IndexWords(text).Select(Cut))
            {
                if (fields.Count == Max)
                    break;
                fields.TryAdd(word, field);
            }
        }

        return fields.Select(pair => Term(pair.Value, pair.Key))
            .Append(WholeTitle(movie.Title))
            .Concat(movie.OriginalTitle is { } original ? [WholeTitle(original)] : []);
    }

    /// <summary>The words among the tokens of a film; numbers are before letters, and so the search terms before all others.</summary>
    public static IEnumerable<string> In(MovieKeys keys) => keys.Tokens
        .TakeWhile(token => char.IsAsciiDigit(token[0]))
        .Where(token => token[0] != Whole);

    public static string WholeTitle(string text) => $"{Whole}:{FoldedText.SortKey(text)}";

    public static string Term(SearchField field, string word) => $"{(int)field + 1}:{word}";

    public static SearchField FieldOf(string term) => (SearchField)(term[0] - '1');

    public static string WordOf(string term) => term[2..];

    public static string Cut(string word) =>
        word.Length <= MaxWord ? word : word[..(char.IsHighSurrogate(word[MaxWord - 1]) ? MaxWord - 1 : MaxWord)];

    // The weightiest first, because a word keeps its first field and the last words may not fit.
    private static IEnumerable<(SearchField Field, string Text)> Texts(Movie movie)
    {
        yield return (SearchField.Title, movie.Title);
        foreach (var joined in JoinedAtHyphens(movie.Title))
            yield return (SearchField.Title, joined);
        if (movie.OriginalTitle is { } original)
            yield return (SearchField.OriginalTitle, original);
        foreach (var person in movie.People())
            yield return (SearchField.Person, person);
        foreach (var tag in movie.Tags)
            yield return (SearchField.Tag, tag);
        if (movie.Tagline is { } tagline)
            yield return (SearchField.Description, tagline);
        if (movie.Description is { } description)
            yield return (SearchField.Description, description);
    }

    // Spider-Man is asked for as "spiderman" too.
    private static IEnumerable<string> JoinedAtHyphens(string title) => title
        .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        .Where(word => word.Contains('-', StringComparison.Ordinal))
        .Select(word => word.Replace("-", "", StringComparison.Ordinal));
}
