using System.IO.Hashing;
using System.Text;
using FilmStreaming.Storage;

namespace FilmStreaming.MovieApi.Search.Vocabulary;

/// <summary>A word that a film has or once had.</summary>
internal sealed record VocabularyWord
{
    /// <summary>Folded, at most <see cref="SearchTerms.MaxWord"/> long.</summary>
    public required string Text { get; init; }

    /// <summary>What words like it are looked up by, where the database does that: see <see cref="Deletions"/>.</summary>
    public IReadOnlyCollection<string>? Deletions { get; init; }

    /// <summary>The id is the word's own, so that adding it twice adds it once.</summary>
    public static Guid IdOf(string text) => new(XxHash128.Hash(Encoding.UTF8.GetBytes(text)));
}

/// <summary>The collection of words and its indexes.</summary>
internal static class VocabularyCollection
{
    public static readonly QueryIndex ByText = new("text", "body.text");
    public static readonly QueryIndex ByDeletion = new("deletions", "body.deletions");

    public static readonly CollectionDefinition<VocabularyWord> Definition = new()
    {
        Name = "vocabulary",
        Json = MovieJsonContext.Default.DocumentVocabularyWord,
        Queries = [ByText, ByDeletion],
    };
}
