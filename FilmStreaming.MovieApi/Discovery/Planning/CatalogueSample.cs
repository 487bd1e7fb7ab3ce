using System.Collections.Concurrent;
using FilmStreaming.MovieApi.Discovery.Filters;
using FilmStreaming.MovieApi.Movies;

namespace FilmStreaming.MovieApi.Discovery.Planning;

/// <summary>A film as the sample knows it.</summary>
internal sealed record SampledFilm(Guid Id, MovieKeys Keys);

/// <summary>
/// Some films of the catalogue, chosen at random: what share of them a filter lets through tells how many it does of all, and what
/// lies between two of them how much does of all. Estimates only: they decide how a query is asked, never what it answers.
/// </summary>
/// <param name="films">Those chosen.</param>
/// <param name="catalogueSize">How many there were to choose from.</param>
internal sealed class CatalogueSample(IReadOnlyList<SampledFilm> films, long catalogueSize)
{
    private readonly ConcurrentDictionary<CatalogueKey, IReadOnlyList<(CataloguePosition, SampledFilm)>> _sorted = new();

    public static CatalogueSample Empty { get; } = new([], 0);

    public IReadOnlyList<SampledFilm> Films => films;

    /// <summary>How many films of the catalogue each of the sample stands for; at least 1.</summary>
    public double Weight => films.Count == 0 ? 1 : Math.Max(1, (double)catalogueSize / films.Count);

    /// <summary>
    /// About which share of all films has a token, above 0 and below 1: what the sample has not, half a film of it is taken to have.
    /// </summary>
    public double ShareOf(string token) => (films.Count(film => film.Keys.Tokens.Has(token)) + 0.5) / (films.Count + 1);

    /// <summary>The films in ascending order.</summary>
    public IReadOnlyList<(CataloguePosition Position, SampledFilm Film)> SortedBy(CatalogueKey key) => _sorted.GetOrAdd(
        key,
        static (key, films) =>
        [
            .. films.Select(film => (new CataloguePosition(key.Of(film.Keys)!.Value, film.Id), film)).OrderBy(entry => entry.Item1),
        ],
        films);
}
