using FilmStreaming.MovieApi.Discovery;
using FilmStreaming.MovieApi.Discovery.Facets;
using FilmStreaming.MovieApi.Discovery.Filters;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FilmStreaming.Tests.StoreContracts;

/// <summary>The contract, and how the server answers.</summary>
public sealed class MongoCatalogueQueriesTests : CatalogueQueriesContract
{
    private readonly MongoCatalogue _catalogue = new();

    private protected override ICatalogueForm Form => _catalogue;

    [Fact]
    public async Task EveryQuery_IsAnsweredByAnIndex()
    {
        var films = await AddAsync(new CatalogueModel(seed: 6).Films(2000));
        _catalogue.Mongo.Commands.Clear();
        foreach (var order in Orders)
        {
            var middle = order.PositionOf(CatalogueModel.Sorted(films, order)[1000]);
            await Queries.ListAsync(MovieFilter.Published, order, null, 20, Stop);
            foreach (var filter in CatalogueModel.Filters)
                await Queries.ListAsync(filter, order, middle, 20, Stop);
        }

        foreach (var filter in CatalogueModel.Filters)
        {
            await Queries.CountAsync(filter, Stop);
            await Queries.CountAsync(filter, Facet.Genres, Stop);
        }

        Assert.True(await _catalogue.Mongo.ExplainReadsAsync() >= Orders.Length * CatalogueModel.Filters.Count);
    }

    [Fact]
    public async Task List_OfFrequentFilms_ReadsAStretchOfItsOrder_AndOfRareOnes_TheirIndex()
    {
        await AddAsync(new CatalogueModel(seed: 7).Films(1000));
        _catalogue.Mongo.Commands.Clear();

        await Queries.ListAsync(MovieFilter.Published, MovieOrder.MostPopular, null, 5, Stop);
        await Queries.ListAsync(new([new TokenCondition("person", ["p:nobody"])]), MovieOrder.MostPopular, null, 5, Stop);

        var finds = _catalogue.Mongo.Commands.Where(command => command.GetElement(0).Name == "find").ToList();
        // Where the sample misleads, a second or third stretch.
        Assert.InRange(finds.Count, 2, 4);
        Assert.All(finds[..^1], find => Assert.Equal("popularity", find["hint"]));
        Assert.Contains("$gte", finds[0]["filter"].ToJson(), StringComparison.Ordinal);
        Assert.Equal("tokens", finds[^1]["hint"]);
    }
}
