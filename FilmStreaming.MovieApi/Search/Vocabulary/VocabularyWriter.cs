using System.IO.Hashing;
using System.Text;
using FilmStreaming.MovieApi.Movies;

namespace FilmStreaming.MovieApi.Search.Vocabulary;

/// <summary>Sees to it that the words of films are in the vocabulary before the films are in the catalogue.</summary>
internal sealed class VocabularyWriter(IVocabularyStore store)
{
    /// <summary>Bounds what is remembered at about 30 MB: 64 bits of each word. When it is full, it begins again.</summary>
    private const int MaxKnown = 1_000_000;

    private readonly Lock _lock = new();
    private readonly HashSet<ulong> _known = [];

    /// <summary>Adds the words of the films that this process has not seen in the vocabulary yet.</summary>
    public async Task EnsureAsync(IEnumerable<Movie> movies, CancellationToken cancellationToken)
    {
        List<string> words;
        lock (_lock)
        {
            words =
            [
                .. movies.SelectMany(movie => movie.Keys is { } keys ? SearchTerms.In(keys) : []).Select(SearchTerms.WordOf)
                    .Distinct(StringComparer.Ordinal)
                    .Where(word => !_known.Contains(Hash(word))),
            ];
        }

        foreach (var some in words.Chunk(IVocabularyStore.MaxAdded))
        {
            await store.AddAsync(some, cancellationToken);
            Remember(some);
        }
    }

    private void Remember(string[] words)
    {
        lock (_lock)
        {
            if (_known.Count + words.Length > MaxKnown)
                _known.Clear();
            _known.UnionWith(words.Select(Hash));
        }
    }

    private static ulong Hash(string word) => XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(word));
}
