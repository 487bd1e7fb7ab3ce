using FilmStreaming.MovieApi.Movies;
using FilmStreaming.Storage;
using Microsoft.Extensions.Options;

namespace FilmStreaming.MovieApi.Search;

/// <param name="Document">The film.</param>
/// <param name="Score">See <see cref="Relevance"/>.</param>
internal sealed record RankedMovie(Document<Movie> Document, double Score);

/// <summary>Searches the catalogue: from the surest reading of a query to the loosest, until there are enough films to rank.</summary>
internal sealed class MovieSearch(QueryInterpreter interpreter, ICandidateStore candidates, IOptions<SearchOptions> options)
{
    /// <summary>Many remakes have one title; there are no more of them than this that matter.</summary>
    private const int MaxOfOneTitle = 20;

    public Task<SearchQuery> InterpretAsync(string text, CancellationToken cancellationToken) =>
        interpreter.InterpretAsync(text, cancellationToken);

    /// <summary>The best films for a query, at most <see cref="SearchOptions.MaxCandidates"/>, the best first, ties by id.</summary>
    /// <param name="query">What was typed.</param>
    /// <param name="fields">Where to look.</param>
    /// <param name="cancellationToken">The client went away.</param>
    public async Task<IReadOnlyList<RankedMovie>> RankAsync(
        SearchQuery query, IReadOnlyList<SearchField> fields, CancellationToken cancellationToken)
    {
        if (query.Words.Count == 0)
            return [];
        var found = await CandidatesAsync(query, fields, cancellationToken);
        SearchTelemetry.Count(query, found.Count);
        return
        [
            .. found.Values.Select(document => (Document: document, Score: Relevance.Of(query, document.Body)))
                .Where(film => film.Score is not null)
                .Select(film => new RankedMovie(film.Document, film.Score!.Value))
                .OrderByDescending(film => film.Score).ThenBy(film => film.Document.Id)
                .Take(options.Value.MaxCandidates),
        ];
    }

    private async Task<Dictionary<Guid, Document<Movie>>> CandidatesAsync(
        SearchQuery query, IReadOnlyList<SearchField> fields, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, Document<Movie>>();
        Add(await candidates.FindByTitleAsync(query.Text, MaxOfOneTitle, cancellationToken));
        foreach (var choices in Readings(query, fields))
        {
            if (found.Count >= options.Value.MaxCandidates)
                break;
            Add(await candidates.FindAsync(choices, options.Value.MaxCandidates, cancellationToken));
        }

        return found;

        void Add(IReadOnlyList<Document<Movie>> films)
        {
            foreach (var film in films)
                found[film.Id] = film;
        }
    }

    // A popular film that only tells of a thing must not crowd out the film that is called so, nor a guess what was typed.
    private static IEnumerable<IReadOnlyList<TermChoice>> Readings(SearchQuery query, IReadOnlyList<SearchField> fields)
    {
        IReadOnlyList<SearchField>[] widths = [.. new[] { SearchFields.Titles, SearchFields.Names }.Where(some => some.Count < fields.Count), fields];
        foreach (var width in widths)
            yield return query.Choices(width, corrected: false);
        if (!query.HasCorrections)
            yield break;
        foreach (var width in widths)
            yield return query.Choices(width, corrected: true);
    }
}
