using FilmStreaming.MovieApi.Discovery;
using FilmStreaming.MovieApi.Discovery.Filters;
using FilmStreaming.MovieApi.Movies;

namespace FilmStreaming.MovieApi.Search;

/// <summary>What somebody typed, and what it may mean in this catalogue. All of its words must be met.</summary>
/// <param name="Text">Folded, as <see cref="FoldedText.SortKey"/> folds titles.</param>
/// <param name="Words">Each once, in their order.</param>
internal sealed record SearchQuery(string Text, IReadOnlyList<QueryWord> Words)
{
    /// <summary>The parameter of requests.</summary>
    public const string Parameter = "q";

    /// <summary>The longest query, in characters.</summary>
    public const int MaxLength = 200;

    /// <summary>The most words of a query.</summary>
    public const int MaxWords = 20;

    /// <summary>The folded words of a text, each once.</summary>
    public static IReadOnlyList<string> WordsOf(string text) =>
        [.. FoldedText.Words(text).Select(SearchTerms.Cut).Distinct(StringComparer.Ordinal)];

    /// <summary>What is wrong with a text as a query, or null.</summary>
    public static string? Error(string text) =>
        !ParameterReader.IsText(text, MaxLength) ? $"It must be a text of 1 to {MaxLength} characters without control characters."
        : WordsOf(text).Count > MaxWords ? $"It must have at most {MaxWords} different words."
        : null;

    /// <summary>What a film must have for this query.</summary>
    /// <param name="fields">Where.</param>
    /// <param name="corrected">Also the words that were not typed but may have been meant.</param>
    public IReadOnlyList<MovieCondition> Conditions(IReadOnlyList<SearchField> fields, bool corrected) =>
        Words.Count == 0 ? [new TokenCondition(Parameter, [])] : [.. Words.Select(word => word.Condition(fields, corrected, Text))];

    /// <summary>The condition that its title or original title is what was typed.</summary>
    public MovieCondition IsTitle() => new TokenCondition(Parameter, [SearchTerms.WholeTitle(Text)]);

    public bool HasCorrections => Words.Any(word => word.Meanings.Values.Any(match => match.IsCorrection));
}

/// <summary>A word that was typed.</summary>
/// <param name="Typed">Folded.</param>
/// <param name="Meanings">Words of the catalogue that it may stand for, itself first.</param>
/// <param name="IsKnown">Whether the catalogue has it, or words that begin so.</param>
internal sealed record QueryWord(string Typed, IReadOnlyDictionary<string, WordMatch> Meanings, bool IsKnown)
{
    /// <summary>Set when it begins more words than could be listed in <see cref="Meanings"/>, which then has none but itself.</summary>
    public bool IsAnyBeginning { get; init; }

    /// <summary>How much it says. The words that are in every second title, in most languages, are the short ones.</summary>
    public double Weight => Typed.Length <= 3 ? 0.4 : 1;

    /// <summary>How a word of a film meets it, or null when it does not.</summary>
    public WordMatch? Match(string word) =>
        Meanings.TryGetValue(word, out var match) ? match
        : IsAnyBeginning && word.StartsWith(Typed, StringComparison.Ordinal) ? WordMatch.Completion
        : null;

    public MovieCondition Condition(IReadOnlyList<SearchField> fields, bool corrected, string asked)
    {
        if (IsAnyBeginning)
            return new PrefixCondition(SearchQuery.Parameter, [.. fields.Select(field => SearchTerms.Term(field, Typed))]) { Asked = asked };
        var words = Meanings.Where(meaning => corrected || !meaning.Value.IsCorrection).Select(meaning => meaning.Key).ToList();
        return new TokenCondition(
            SearchQuery.Parameter, [.. fields.SelectMany(field => words.Select(word => SearchTerms.Term(field, word)))])
        {
            Asked = asked,
        };
    }
}

/// <summary>How far a word of the catalogue is from what was typed.</summary>
/// <param name="Edits">Letters to put in, leave out, replace or swap.</param>
/// <param name="IsWhole">False where only its beginning was typed.</param>
internal readonly record struct WordMatch(int Edits, bool IsWhole)
{
    public static readonly WordMatch Exact = new(0, IsWhole: true);
    public static readonly WordMatch Completion = new(0, IsWhole: false);

    public bool IsCorrection => Edits > 0;

    /// <summary>From 1, for the word itself, down.</summary>
    public double Likeness => (Edits, IsWhole) switch
    {
        (0, true) => 1,
        (0, false) => 0.8,
        (1, true) => 0.6,
        (1, false) => 0.45,
        (_, true) => 0.4,
        _ => 0.3,
    };
}
