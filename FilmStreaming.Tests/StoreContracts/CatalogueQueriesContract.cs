using FilmStreaming.MovieApi.Discovery;
using FilmStreaming.MovieApi.Discovery.Facets;
using FilmStreaming.MovieApi.Discovery.Filters;
using FilmStreaming.MovieApi.Movies;
using FilmStreaming.Storage;

namespace FilmStreaming.Tests.StoreContracts;

/// <summary>What <see cref="ICatalogueQueries"/> promises: the same as looking at every film, whichever form stores them.</summary>
public abstract class CatalogueQueriesContract : CatalogueContract
{
    [Fact]
    public async Task List_OfEveryFilterInEveryOrder_IsTheNaiveOne()
    {
        var films = await AddAsync(new CatalogueModel(seed: 1).Films(300));

        foreach (var filter in CatalogueModel.Filters)
        {
            var matching = CatalogueModel.Matching(films, filter);
            Assert.Equal(matching.Count, await Queries.CountAsync(filter, Stop));
            foreach (var order in Orders)
                AssertSame(CatalogueModel.Sorted(matching, order), await ReadAllAsync(filter, order, pageSize: 40), $"{filter.Text} {order}");
        }
    }

    [Fact]
    public async Task List_FromEveryPosition_GoesOn()
    {
        var films = await AddAsync(new CatalogueModel(seed: 2).Films(60));

        foreach (var order in Orders)
        {
            var sorted = CatalogueModel.Sorted(films, order);
            for (var i = 0; i < sorted.Count; i++)
            {
                var rest = await Queries.ListAsync(MovieFilter.All, order, order.PositionOf(sorted[i]), 3, Stop);
                AssertSame([.. sorted.Skip(i + 1).Take(3)], rest, $"{order} behind {i}");
            }
        }
    }

    [Fact]
    public async Task List_BehindTheEndOfItsRange_IsEmpty()
    {
        var films = await AddAsync(new CatalogueModel(seed: 3).Films(50));
        var order = new MovieOrder(CatalogueKey.Released);
        var last = order.PositionOf(CatalogueModel.Sorted(films, order)[^1]);

        Assert.Empty(await Queries.ListAsync(new([CatalogueModel.Years(1900, 1910)]), order, last, 10, Stop));
    }

    [Fact]
    public async Task Facets_OfEveryFilter_AreTheNaiveCounts()
    {
        var films = await AddAsync(new CatalogueModel(seed: 4).Films(300));

        foreach (var filter in CatalogueModel.Filters)
        {
            foreach (var facet in Facet.All)
            {
                var expected = CatalogueModel.Matching(films, filter)
                    .SelectMany(film => facet.Values(film.Body.Keys!.Facets))
                    .CountBy(value => value)
                    .Select(pair => new FacetValue(pair.Key, pair.Value));
                Assert.Equal(
                    expected.OrderBy(value => value.Value, StringComparer.Ordinal),
                    (await Queries.CountAsync(filter, facet, Stop)).OrderBy(value => value.Value, StringComparer.Ordinal));
            }
        }
    }

    [Fact]
    public async Task ChangedAndDeletedFilms_AreWhereTheyBelong()
    {
        var film = (await AddAsync(new CatalogueModel(seed: 5).Films(1)))[0];
        var changed = film.Body.Replace(new() { Title = "Zzz", ReleaseYear = 1999 }, film.Body.CreatedAt);
        await Films.UpdateAsync(film.Id, 1, changed, [], Stop);

        Assert.Equal("Zzz", Assert.Single(await ReadAllAsync(MovieFilter.All, MovieOrder.ByTitle, 10)).Body.Title);
        Assert.Single(await ReadAllAsync(new([CatalogueModel.Years(1999, 1999)]), MovieOrder.LatestAdded, 10));

        await Films.UpdateAsync(film.Id, 2, changed.Delete(film.Body.CreatedAt), [], Stop);

        Assert.Empty(await ReadAllAsync(MovieFilter.All, MovieOrder.ByTitle, 10));
        Assert.Empty(await ReadAllAsync(MovieFilter.Published, MovieOrder.MostPopular, 10));
        Assert.Equal(0, await Queries.CountAsync(MovieFilter.All, Stop));
        foreach (var filter in CatalogueModel.Filters)
            Assert.Equal(0, await Queries.CountAsync(filter, Stop));
    }

    private static void AssertSame(IReadOnlyList<Document<Movie>> expected, IReadOnlyList<Document<Movie>> actual, string what) =>
        Assert.True(
            expected.Select(film => film.Id).SequenceEqual(actual.Select(film => film.Id)),
            $"{what}: {string.Join(", ", actual.Select(film => film.Body.Title))}, not {string.Join(", ", expected.Select(film => film.Body.Title))}");
}

public sealed class EmbeddedCatalogueQueriesTests : CatalogueQueriesContract
{
    private protected override ICatalogueForm Form { get; } = new EmbeddedCatalogue();
}
