using FilmStreaming.MovieApi.Discovery.Facets;
using FilmStreaming.MovieApi.Discovery.Filters;
using FilmStreaming.MovieApi.Discovery.Planning;
using FilmStreaming.MovieApi.Movies;
using FilmStreaming.Storage;
using FilmStreaming.Storage.Embedded;
using Microsoft.Extensions.Options;

namespace FilmStreaming.MovieApi.Discovery.Storage;

/// <summary>Queries of the films in memory, which are kept sorted in every order.</summary>
internal sealed class EmbeddedCatalogueQueries : ICatalogueQueries
{
    private readonly Dictionary<CatalogueKey, SortedFilms> _sorted =
        new CatalogueKey[] { CatalogueKey.Title, CatalogueKey.Released, CatalogueKey.Score, CatalogueKey.Popularity, CatalogueKey.Added }
            .ToDictionary(key => key, key => new SortedFilms(key));

    private readonly int _sampleSize;

    public EmbeddedCatalogueQueries(EmbeddedDocuments<Movie> documents, IOptions<DiscoveryOptions> options)
    {
        _sampleSize = options.Value.SampleSize;
        foreach (var sorted in _sorted.Values)
            sorted.Follow(documents);
    }

    public Task<IReadOnlyList<Document<Movie>>> ListAsync(
        MovieFilter filter, MovieOrder order, CataloguePosition? after, int take, CancellationToken cancellationToken)
    {
        var window = KeyWindow.Of(filter, order, after);
        return Task.FromResult<IReadOnlyList<Document<Movie>>>(
        [
            .. Matching(
                _sorted[order.Key].Behind(window.After, order.IsDescending)
                    .TakeWhile(film => window.UpTo is not { } end || order.Compare(order.PositionOf(film), end) <= 0),
                filter,
                cancellationToken)
                .Take(take),
        ]);
    }

    public ValueTask<CatalogueSample> GetSampleAsync(CancellationToken cancellationToken)
    {
        var films = _sorted[CatalogueKey.Title].Sample(_sampleSize);
        return ValueTask.FromResult(new CatalogueSample([.. films.Select(film => new SampledFilm(film.Id, film.Body.Keys!))], films.Count));
    }

    public Task<long> CountAsync(MovieFilter filter, CancellationToken cancellationToken) =>
        Task.FromResult(Matching(_sorted[CatalogueKey.Title].All, filter, cancellationToken).LongCount());

    public Task<IReadOnlyList<FacetValue>> CountAsync(MovieFilter filter, Facet facet, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<FacetValue>>(
        [
            .. Matching(_sorted[CatalogueKey.Title].All, filter, cancellationToken)
                .SelectMany(film => facet.Values(film.Body.Keys!.Facets))
                .CountBy(value => value, StringComparer.Ordinal)
                .Select(count => new FacetValue(count.Key, count.Value)),
        ]);

    private static IEnumerable<Document<Movie>> Matching(
        IEnumerable<Document<Movie>> films, MovieFilter filter, CancellationToken cancellationToken) => films.Where(film =>
    {
        cancellationToken.ThrowIfCancellationRequested();
        return filter.Matches(film.Body.Keys!);
    });
}
