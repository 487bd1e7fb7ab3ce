using FilmStreaming.MovieApi.Search.Vocabulary;
using FilmStreaming.Storage;
using FilmStreaming.Storage.Embedded;

namespace FilmStreaming.MovieApi.Search.Storage;

/// <summary>The words in the embedded database; they are looked up in memory.</summary>
internal sealed class EmbeddedVocabularyStore : IVocabularyStore
{
    private readonly EmbeddedDocuments<VocabularyWord> _documents;
    private readonly Lock _lock = new();
    private readonly SortedSet<string> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _byDeletion = new(StringComparer.Ordinal);

    public EmbeddedVocabularyStore(EmbeddedDocuments<VocabularyWord> documents)
    {
        _documents = documents;
        foreach (var document in documents.All)
            Show(document.Body.Text);
    }

    public async Task AddAsync(IReadOnlyCollection<string> words, CancellationToken cancellationToken)
    {
        List<string> missing;
        lock (_lock)
            missing = [.. words.Where(word => !_words.Contains(word))];
        if (missing.Count == 0)
            return;
        await _documents.InsertManyAsync([.. missing.Select(New)], cancellationToken);
        lock (_lock)
            missing.ForEach(Show);
    }

    public Task<IReadOnlyList<string>> FindAsync(IReadOnlyCollection<string> words, CancellationToken cancellationToken)
    {
        lock (_lock)
            return Task.FromResult<IReadOnlyList<string>>([.. words.Where(_words.Contains)]);
    }

    public Task<IReadOnlyList<string>> BeginningWithAsync(string beginning, int take, CancellationToken cancellationToken)
    {
        lock (_lock)
            return Task.FromResult<IReadOnlyList<string>>([.. _words.GetViewBetween(beginning, beginning + '\uFFFF').Take(take)]);
    }

    public Task<IReadOnlyList<string>> SharingAsync(
        IReadOnlyCollection<string> deletions, int take, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<string>>(
            [
                .. deletions.SelectMany(rest => _byDeletion.GetValueOrDefault(rest, [])).Distinct(StringComparer.Ordinal).Take(take),
            ]);
        }
    }

    private static NewDocument<VocabularyWord> New(string word) => new(VocabularyWord.IdOf(word), new() { Text = word }, []);

    private void Show(string word)
    {
        if (!_words.Add(word))
            return;
        foreach (var rest in Deletions.Of(word))
        {
            if (_byDeletion.TryGetValue(rest, out var words))
                words.Add(word);
            else
                _byDeletion[rest] = [word];
        }
    }
}
