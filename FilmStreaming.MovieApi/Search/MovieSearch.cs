using FilmStreaming.MovieApi.Discovery;
using FilmStreaming.MovieApi.Discovery.Filters;
using FilmStreaming.MovieApi.Movies;
using FilmStreaming.Storage;
using Microsoft.Extensions.Options;

namespace FilmStreaming.MovieApi.Search;

/// <param name="Document">The film.</param>
/// <param name="Score">See <see cref="Relevance"/>.</param>
internal sealed record RankedMovie(Document<Movie> Document, double Score)
{
    /// <summary>Whether it comes after that place: of films that are equally good, those of greater ids do.</summary>
    public bool IsBehind(double score, Guid id) => Score < score || (Score == score && Document.Id.CompareTo(id) > 0);
}

/// <summary>Searches the catalogue: from the surest reading of a query to the loosest, until there are enough films to rank.</summary>
internal sealed class MovieSearch(QueryInterpreter interpreter, ICatalogueQueries queries, IOptions<SearchOptions> options)
{
    /// <summary>Many remakes have one title; there are no more of them than this that matter.</summary>
    private const int MaxOfOneTitle = 20;

    public Task<SearchQuery> InterpretAsync(string text, CancellationToken cancellationToken) =>
        interpreter.InterpretAsync(text, cancellationToken);

    /// <summary>The best films for a query, at most <see cref="SearchOptions.MaxCandidates"/>, the best first, ties by id.</summary>
    /// <param name="query">What was typed.</param>
    /// <param name="filter">Which films besides.</param>
    /// <param name="fields">Where to look.</param>
    /// <param name="cancellationToken">The client went away.</param>
    public async Task<IReadOnlyList<RankedMovie>> RankAsync(
        SearchQuery query, MovieFilter filter, IReadOnlyList<SearchField> fields, CancellationToken cancellationToken)
    {
        if (query.Words.Count == 0)
            return [];
        var found = await CandidatesAsync(query, filter, fields, cancellationToken);
        SearchTelemetry.Count(query, found.Count);
        return
        [
            .. found.Select(document => (Document: document, Score: Relevance.Of(query, document.Body)))
                .Where(film => film.Score is not null)
                .Select(film => new RankedMovie(film.Document, film.Score!.Value))
                .OrderByDescending(film => film.Score).ThenBy(film => film.Document.Id)
                .Take(options.Value.MaxCandidates),
        ];
    }

    // Where there are few films they are all there is. Else a popular film that only tells of a thing must not crowd out the film that
    // is called so, nor a guess what was typed: the sure readings come first.
    private async Task<IReadOnlyCollection<Document<Movie>>> CandidatesAsync(
        SearchQuery query, MovieFilter filter, IReadOnlyList<SearchField> fields, CancellationToken cancellationToken)
    {
        var loosest = await FindAsync(query.Conditions(fields, corrected: true), options.Value.MaxCandidates);
        if (loosest.Count < options.Value.MaxCandidates)
            return loosest;
        var found = new Dictionary<Guid, Document<Movie>>();
        Add(await FindAsync([query.IsTitle()], MaxOfOneTitle));
        foreach (var conditions in SureReadings(query, fields))
        {
            if (found.Count >= options.Value.MaxCandidates)
                return found.Values;
            Add(await FindAsync(conditions, options.Value.MaxCandidates));
        }

        Add(loosest);
        return found.Values;

        Task<IReadOnlyList<Document<Movie>>> FindAsync(IReadOnlyList<MovieCondition> conditions, int take) =>
            queries.ListAsync(filter.And(conditions), MovieOrder.MostPopular, null, take, cancellationToken);

        void Add(IReadOnlyList<Document<Movie>> films)
        {
            foreach (var film in films)
                found[film.Id] = film;
        }
    }

    private static IEnumerable<IReadOnlyList<MovieCondition>> SureReadings(SearchQuery query, IReadOnlyList<SearchField> fields)
    {
        IReadOnlyList<SearchField>[] narrow = [.. new[] { SearchFields.Titles, SearchFields.Names }.Where(some => some.Count < fields.Count)];
        foreach (var some in narrow.Append(fields))
            yield return query.Conditions(some, corrected: false);
        foreach (var some in query.HasCorrections ? narrow : [])
            yield return query.Conditions(some, corrected: true);
    }
}
