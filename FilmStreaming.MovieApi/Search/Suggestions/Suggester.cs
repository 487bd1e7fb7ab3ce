using System.Collections.Frozen;
using FilmStreaming.MovieApi.Discovery.Filters;
using FilmStreaming.MovieApi.Movies;
using FilmStreaming.Storage;

namespace FilmStreaming.MovieApi.Search.Suggestions;

/// <summary>Names films and people that begin as somebody has begun to type.</summary>
internal sealed class Suggester(MovieSearch search)
{
    /// <summary>Of what begins as it was typed, the film that is asked for most comes first, before one with less of a title left to type.</summary>
    private const double PopularityWeight = 2;

    private static readonly IReadOnlyList<SearchField> Fields = [.. SearchFields.Titles, SearchField.Person];

    // Who types "godf" means The Godfather.
    private static readonly FrozenSet<string> Articles = FrozenSet.ToFrozenSet(
        ["a", "an", "the", "le", "la", "les", "un", "une", "der", "die", "das", "ein", "eine", "el", "los", "las", "il", "lo", "gli", "una"]);

    public async Task<IReadOnlyList<Suggestion>> SuggestAsync(string text, int limit, CancellationToken cancellationToken)
    {
        var query = await search.InterpretAsync(text, cancellationToken);
        var films = await search.RankAsync(query, MovieFilter.Published, Fields, cancellationToken);
        return
        [
            .. films.SelectMany(film => Of(film.Document, query))
                .GroupBy(candidate => candidate.Suggestion)
                .Select(group => (Suggestion: group.Key, Score: group.Max(candidate => candidate.Score) + SeveralFilms(group.Count())))
                .OrderByDescending(candidate => candidate.Score)
                .ThenBy(candidate => candidate.Suggestion.Text, StringComparer.Ordinal).ThenBy(candidate => candidate.Suggestion.MovieId)
                .Take(limit)
                .Select(candidate => candidate.Suggestion),
        ];
    }

    // A film may be found by its title and people together; it is suggested only when the title alone, or a name alone, is what was typed.
    private static IEnumerable<(Suggestion Suggestion, double Score)> Of(Document<Movie> document, SearchQuery query)
    {
        var movie = document.Body;
        var popularity = PopularityWeight * Relevance.PopularityOf(movie.Keys!);
        var title = Math.Max(Likeness(query, movie.Title), movie.OriginalTitle is { } original ? Likeness(query, original) : 0);
        if (title > 0)
        {
            yield return (
                new()
                {
                    Kind = SuggestionKind.Movie,
                    Text = movie.Title,
                    MovieId = document.Id,
                    ReleaseYear = movie.ReleaseYear,
                    PosterUrl = movie.PosterUrl,
                },
                title + popularity);
        }

        foreach (var person in movie.People())
        {
            if (Likeness(query, person) is > 0 and var name)
                yield return (new() { Kind = SuggestionKind.Person, Text = person }, name + popularity);
        }
    }

    private static double SeveralFilms(int films) => Math.Min(1, Math.Log10(films));

    // 0 when a word of the query is not in the text; more when the text begins with the query, and when little else is in it.
    private static double Likeness(SearchQuery query, string text)
    {
        var words = FoldedText.IndexWords(text).Select(SearchTerms.Cut).ToList();
        var first = words.Count > 1 && Articles.Contains(words[0]) ? 1 : 0;
        var sum = 0.0;
        foreach (var word in query.Words)
        {
            var best = words.Max(candidate => word.Match(candidate)?.Likeness) ?? 0;
            if (best == 0)
                return 0;
            sum += best;
        }

        var begins = words.Take(first + 1).Any(word => query.Words[0].Match(word) is not null);
        return (6 * sum / query.Words.Count) + (begins ? 2 : 0) + Math.Min(1, (double)query.Words.Count / Math.Max(1, words.Count - first));
    }
}
