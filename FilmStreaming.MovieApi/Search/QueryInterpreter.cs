using FilmStreaming.MovieApi.Movies;
using FilmStreaming.MovieApi.Search.Vocabulary;

namespace FilmStreaming.MovieApi.Search;

/// <summary>Looks in the vocabulary for what the words of a query may mean.</summary>
internal sealed class QueryInterpreter(IVocabularyStore vocabulary)
{
    /// <summary>A beginning of more words than these is looked for as a beginning, and not word by word.</summary>
    public const int MaxCompletions = 256;

    /// <summary>The most words that are compared letter by letter for one query.</summary>
    private const int MaxCompared = 20_000;

    /// <summary>How many letters of an unfinished word with a mistake in it must be right.</summary>
    private const int SureLetters = 2;

    /// <param name="text">Up to <see cref="SearchQuery.MaxLength"/> characters and <see cref="SearchQuery.MaxWords"/> words.</param>
    /// <param name="cancellationToken">The client went away.</param>
    public async Task<SearchQuery> InterpretAsync(string text, CancellationToken cancellationToken)
    {
        var typed = SearchQuery.WordsOf(text);
        if (typed.Count == 0)
            return new(FoldedText.SortKey(text), []);
        var similar = SimilarAsync(typed, cancellationToken);
        var completions = await vocabulary.BeginningWithAsync(typed[^1], MaxCompletions + 1, cancellationToken);
        var words = await similar;
        words[^1] = await CompleteAsync(words[^1], completions, cancellationToken);
        return new(FoldedText.SortKey(text), words);
    }

    private async Task<List<QueryWord>> SimilarAsync(
        IReadOnlyList<string> typed, CancellationToken cancellationToken)
    {
        var known = vocabulary.FindAsync(typed, cancellationToken);
        var rests = typed.Where(word => word.Length >= 3).SelectMany(Deletions.Of).ToHashSet(StringComparer.Ordinal);
        var words = rests.Count == 0 ? [] : await vocabulary.SharingAsync(rests, MaxCompared, cancellationToken);
        var isKnown = (await known).ToHashSet(StringComparer.Ordinal);
        return [.. typed.Select(word => Similar(word, isKnown.Contains(word), words))];
    }

    private static QueryWord Similar(string typed, bool isKnown, IReadOnlyList<string> words)
    {
        var meanings = new Dictionary<string, WordMatch>(StringComparer.Ordinal) { [typed] = WordMatch.Exact };
        var query = new QueryWord(typed, meanings, isKnown);
        // Three letters are near to too many words, and they are as a rule what was meant when there is such a word.
        if (!Deletions.Apply(typed) || typed.Length < 3 || (typed.Length == 3 && query.IsKnown))
            return query;
        foreach (var word in words.Where(Deletions.Apply))
        {
            if (EditDistance.Within(typed, word, EditDistance.Permitted(Math.Max(typed.Length, word.Length))) is { } edits)
                meanings.TryAdd(word, new(edits, IsWhole: true));
        }

        return query;
    }

    private async Task<QueryWord> CompleteAsync(QueryWord last, IReadOnlyList<string> completions, CancellationToken cancellationToken)
    {
        if (completions.Count > MaxCompletions)
            return new(last.Typed, new Dictionary<string, WordMatch> { [last.Typed] = WordMatch.Exact }, IsKnown: true) { IsAnyBeginning = true };
        var meanings = new Dictionary<string, WordMatch>(last.Meanings, StringComparer.Ordinal);
        foreach (var word in completions.Where(word => word != last.Typed))
            meanings[word] = WordMatch.Completion;
        if (completions.Count == 0 && meanings.Count == 1 && Deletions.Apply(last.Typed))
        {
            foreach (var (word, edits) in await MisspeltBeginningsAsync(last.Typed, cancellationToken))
                meanings.TryAdd(word, new(edits, IsWhole: false));
        }

        return last with { Meanings = meanings, IsKnown = completions.Count > 0 };
    }

    // Nothing begins so, and nothing is nearly so: the beginning of a longer word, with a mistake in it.
    private async Task<IEnumerable<(string Word, int Edits)>> MisspeltBeginningsAsync(string typed, CancellationToken cancellationToken)
    {
        var limit = EditDistance.Permitted(typed.Length);
        if (limit == 0)
            return [];
        var words = await vocabulary.BeginningWithAsync(typed[..SureLetters], MaxCompared, cancellationToken);
        return words.Where(Deletions.Apply)
            .Select(word => (Word: word, Edits: EditDistance.ToBeginning(typed, word, limit)))
            .Where(found => found.Edits is not null)
            .Take(MaxCompletions)
            .Select(found => (found.Word, found.Edits!.Value));
    }
}
