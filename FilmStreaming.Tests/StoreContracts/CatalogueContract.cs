using FilmStreaming.MovieApi.Discovery;
using FilmStreaming.MovieApi.Discovery.Filters;
using FilmStreaming.MovieApi.Movies;
using FilmStreaming.Storage;

namespace FilmStreaming.Tests.StoreContracts;

/// <summary>A catalogue of made-up films, for the contracts that both forms of its queries keep.</summary>
public abstract class CatalogueContract : IAsyncLifetime
{
    private protected static readonly MovieOrder[] Orders =
    [
        MovieOrder.ByTitle, new(CatalogueKey.Title, IsDescending: true),
        new(CatalogueKey.Released), MovieOrder.LatestReleased,
        new(CatalogueKey.Score), MovieOrder.TopRated,
        new(CatalogueKey.Popularity), MovieOrder.MostPopular,
        new(CatalogueKey.Added), MovieOrder.LatestAdded,
    ];

    private protected abstract ICatalogueForm Form { get; }

    private protected IDocuments<Movie> Films => Form.Films;

    private protected ICatalogueQueries Queries => Form.Queries;

    private protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await Form.OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await Form.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Adds films, and gives them as they are stored.</summary>
    private protected async Task<IReadOnlyList<Document<Movie>>> AddAsync(IReadOnlyList<Document<Movie>> films)
    {
        foreach (var batch in films.Chunk(500))
        {
            var results = await Films.InsertManyAsync([.. batch.Select(film => new NewDocument<Movie>(film.Id, film.Body, []))], Stop);
            Assert.All(results, result => Assert.Equal(WriteStatus.Written, result.Status));
        }

        await Form.AddedAsync();
        return films;
    }

    private protected async Task<IReadOnlyList<Document<Movie>>> ReadAllAsync(MovieFilter filter, MovieOrder order, int pageSize)
    {
        List<Document<Movie>> films = [];
        CataloguePosition? after = null;
        while (await Queries.ListAsync(filter, order, after, pageSize, Stop) is [.., var last] page)
        {
            films.AddRange(page);
            after = order.PositionOf(last);
        }

        return films;
    }
}
