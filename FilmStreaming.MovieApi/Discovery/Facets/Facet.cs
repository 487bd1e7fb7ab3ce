using FilmStreaming.MovieApi.Movies;

namespace FilmStreaming.MovieApi.Discovery.Facets;

/// <summary>A member of films whose values are counted.</summary>
/// <param name="Name">As requests name it; also the member of <see cref="FacetKeys"/>.</param>
/// <param name="Parameter">The filter that takes its values. It is left out where the facet is counted, so that others can be chosen too.</param>
/// <param name="Values">Reads a film's.</param>
/// <param name="Identity">Values with the same are one, however they are written.</param>
internal sealed record Facet(string Name, string Parameter, Func<FacetKeys, IReadOnlyList<string>> Values, Func<string, string> Identity)
{
    public static readonly Facet Genres = new("genres", "genre", keys => keys.Genres, FilmTokens.Genre);

    public static readonly IReadOnlyList<Facet> All =
    [
        Genres,
        new("decades", "year", keys => keys.Decades, value => value),
        new("languages", "language", keys => keys.Languages, FilmTokens.Language),
        new("countries", "country", keys => keys.Countries, FilmTokens.Country),
        new("maturity", "maturity", keys => keys.Maturity, value => value),
        new("tags", "tag", keys => keys.Tags, FilmTokens.Tag),
    ];

    /// <summary>In the document.</summary>
    public string Field => $"body.keys.facets.{Name}";

    /// <summary>Takes the spellings of each value together, under the one that is used most; the most frequent values first.</summary>
    public IEnumerable<FacetValue> Merge(IEnumerable<FacetValue> counts) => counts
        .GroupBy(count => Identity(count.Value), StringComparer.Ordinal)
        .Select(spellings => spellings
            .OrderByDescending(spelling => spelling.Count)
            .ThenBy(spelling => spelling.Value, StringComparer.Ordinal)
            .First() with
        { Count = spellings.Sum(spelling => spelling.Count) })
        .OrderByDescending(value => value.Count)
        .ThenBy(value => value.Value, StringComparer.Ordinal);
}

/// <summary>A value of a facet.</summary>
/// <param name="Value">As films have it.</param>
/// <param name="Count">How many films have it, of those that every other filter lets through.</param>
public sealed record FacetValue(string Value, long Count);
