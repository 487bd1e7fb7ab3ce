using FilmStreaming.MovieApi.Discovery.Facets;
using FilmStreaming.MovieApi.Discovery.Filters;
using FilmStreaming.MovieApi.Discovery.Planning;
using FilmStreaming.MovieApi.Movies;
using FilmStreaming.Storage;

namespace FilmStreaming.MovieApi.Discovery;

/// <summary>
/// Asks for films by what they have in common. No call reads more than a small part of a great catalogue, but those that count.
/// </summary>
internal interface ICatalogueQueries
{
    /// <summary>
    /// The first films of an order that a filter lets through. The 200 most popular ones of a genre:
    /// <c>ListAsync(MovieFilter.Published.And(new TokenCondition("genre", ["g:drama"])), MovieOrder.MostPopular, null, 200, stop)</c>.
    /// </summary>
    /// <param name="filter">Which films.</param>
    /// <param name="order">In which order.</param>
    /// <param name="after">Starts behind this position; null for the first ones.</param>
    /// <param name="take">At most so many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<Document<Movie>>> ListAsync(
        MovieFilter filter, MovieOrder order, CataloguePosition? after, int take, CancellationToken cancellationToken);

    /// <summary>Some films of the catalogue, chosen at random, for estimates; all of them where there are few.</summary>
    ValueTask<CatalogueSample> GetSampleAsync(CancellationToken cancellationToken);

    /// <summary>How many films a filter lets through, exactly. Takes time with the number of them.</summary>
    Task<long> CountAsync(MovieFilter filter, CancellationToken cancellationToken);

    /// <summary>How many films that a filter lets through have each value of a facet, exactly, in no order.</summary>
    Task<IReadOnlyList<FacetValue>> CountAsync(MovieFilter filter, Facet facet, CancellationToken cancellationToken);
}
