namespace FilmStreaming.MovieApi.Search.Vocabulary;

/// <summary>The words of the catalogue. They are only added: one that no film has any more costs a look and finds nothing.</summary>
internal interface IVocabularyStore
{
    /// <summary>The most words that one call takes.</summary>
    const int MaxAdded = 1000;

    /// <summary>Adds those that are not there. They are durable when the call returns.</summary>
    Task AddAsync(IReadOnlyCollection<string> words, CancellationToken cancellationToken);

    /// <summary>Which of these words there are, in any order.</summary>
    Task<IReadOnlyList<string>> FindAsync(IReadOnlyCollection<string> words, CancellationToken cancellationToken);

    /// <summary>Words that begin so, in ordinal order; where there are more than <paramref name="take"/>, any of them.</summary>
    Task<IReadOnlyList<string>> BeginningWithAsync(string beginning, int take, CancellationToken cancellationToken);

    /// <summary>
    /// Words that share one of these rests with a word (<see cref="Deletions"/>), in any order; where there are more than <paramref name="take"/>, any of
    /// them. How far they are from it is not yet known.
    /// </summary>
    Task<IReadOnlyList<string>> SharingAsync(IReadOnlyCollection<string> deletions, int take, CancellationToken cancellationToken);
}
