using FilmStreaming.MovieApi.Discovery.Facets;

namespace FilmStreaming.MovieApi.Discovery.Contracts;

/// <summary>One page of a list of films.</summary>
/// <param name="Items">In the order of the list.</param>
/// <param name="NextCursor">Give it as <c>cursor</c> to get the next page; absent on the last.</param>
/// <param name="Total">How many films all pages have, counted for the first one.</param>
/// <param name="Facets">By the name of each that was asked for, its most frequent values first.</param>
public sealed record MovieList<T>(
    IReadOnlyList<T> Items, string? NextCursor, long Total, IReadOnlyDictionary<string, IReadOnlyList<FacetValue>>? Facets = null);
