using FilmStreaming.MovieApi.Discovery.Facets;
using FilmStreaming.MovieApi.Discovery.Filters;

namespace FilmStreaming.MovieApi.Discovery;

/// <summary>A request for a list of films that has been read and found valid.</summary>
/// <param name="Route">Which list.</param>
/// <param name="Filter">Which films.</param>
/// <param name="Order">In which order; null for the best matches of <paramref name="Search"/> first.</param>
/// <param name="PageSize">How many at most.</param>
/// <param name="Cursor">As the client sent it.</param>
/// <param name="Facets">What to count.</param>
/// <param name="Fields">Which members of films to answer with; null for all.</param>
/// <param name="Search">What to search for; null for no search.</param>
internal sealed record MovieListQuery(
    string Route,
    MovieFilter Filter,
    MovieOrder? Order,
    int PageSize,
    string? Cursor,
    IReadOnlyList<Facet> Facets,
    IReadOnlySet<string>? Fields,
    string? Search = null)
{
    /// <summary>What a cursor is good for.</summary>
    public string List => $"{Route}?{Filter.Text}&search={Uri.EscapeDataString(Search ?? "")}&sort={Sort}";

    private string Sort => Order is null ? "relevance" : $"{(Order.IsDescending ? "-" : "")}{Order.Key.Name}";
}
