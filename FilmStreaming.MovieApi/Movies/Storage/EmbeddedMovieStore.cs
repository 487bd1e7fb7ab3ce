using FilmStreaming.MovieApi.Search.Vocabulary;
using FilmStreaming.ServiceDefaults.Paging;
using FilmStreaming.Storage;
using FilmStreaming.Storage.Embedded;

namespace FilmStreaming.MovieApi.Movies.Storage;

/// <summary>The films in the embedded database, queried in memory.</summary>
internal sealed class EmbeddedMovieStore(EmbeddedDocuments<Movie> documents, VocabularyWriter vocabulary) : IMovieStore
{
    public IDocuments<Movie> Documents { get; } = new SpelledMovies(documents, vocabulary);

    public Task<MovieSlice> ListAsync(MovieQuery query, CancellationToken cancellationToken)
    {
        var matches = documents.All.Where(document => query.Audience.Sees(document.Body) && Matches(document.Body.Keys, query.Words)).ToList();
        var items = matches
            .Where(document => query.After is not { } after || IsAfter(document, after))
            .OrderBy(document => document.Body.Keys!.SortTitle, StringComparer.Ordinal)
            .ThenBy(document => document.Id)
            .Take(query.Take)
            .ToList();
        return Task.FromResult(new MovieSlice(items, matches.Count));
    }

    private static bool Matches(MovieKeys? keys, IReadOnlyList<string>? words) => keys is not null && words switch
    {
        null => true,
        [] => false,
        _ => words.All(prefix => keys.TitleWords.Any(word => word.StartsWith(prefix, StringComparison.Ordinal))),
    };

    private static bool IsAfter(Document<Movie> document, Cursor after) =>
        string.CompareOrdinal(document.Body.Keys!.SortTitle, after.Key) switch
        {
            0 => document.Id.CompareTo(after.Id) > 0,
            var order => order > 0,
        };
}
