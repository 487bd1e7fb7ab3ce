using FilmStreaming.MovieApi.Discovery;
using FilmStreaming.MovieApi.Discovery.Facets;
using FilmStreaming.MovieApi.Discovery.Filters;
using FilmStreaming.MovieApi.Discovery.Planning;
using FilmStreaming.MovieApi.Search;
using FilmStreaming.MovieApi.Search.Storage;
using FilmStreaming.MovieApi.Search.Suggestions;
using FilmStreaming.MovieApi.Search.Vocabulary;
using Microsoft.Extensions.Options;
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
    public async Task SearchesAndSuggestions_AreAnsweredByIndexes()
    {
        await AddAsync(new CatalogueModel(seed: 9).Films(1000));
        var options = Options.Create(new SearchOptions { MaxCandidates = 20 });
        var search = new MovieSearch(
            new(new MongoVocabularyStore(_catalogue.Mongo.Documents(VocabularyCollection.Definition), options)), Queries, options);
        _catalogue.Mongo.Commands.Clear();

        foreach (var text in new[] { "film", "the fi", "flim 7", "person 12", "1", "elxan" })
        {
            await search.RankAsync(await search.InterpretAsync(text, Stop), MovieFilter.Published, SearchFields.All, Stop);
            await new Suggester(search).SuggestAsync(text, 10, Stop);
        }

        Assert.InRange(await _catalogue.Mongo.ExplainReadsAsync(), 40, 400);
    }

    [Fact]
    public async Task MostPopularFilms_OfAFrequentToken_AreReadWithoutTheOthers()
    {
        var films = await AddAsync(new CatalogueModel(seed: 8).Films(2000));
        Assert.InRange(films.Count(film => film.Body.Keys!.Tokens.Contains("1:film")), 600, 1000);
        _catalogue.Mongo.Commands.Clear();

        foreach (var condition in new MovieCondition[] { new TokenCondition("q", ["1:film", "3:film"]), new PrefixCondition("q", ["1:fi", "3:fi"]) })
        {
            var found = await Queries.ListAsync(MovieFilter.Published.And(condition), MovieOrder.MostPopular, null, 10, Stop);
            Assert.Equal(
                CatalogueModel.Sorted(CatalogueModel.Matching(films, MovieFilter.Published.And(condition)), MovieOrder.MostPopular).Take(10).Select(film => film.Id),
                found.Select(film => film.Id));
        }

        // Two of each page's films, if the sample were right, and the bands that they end in.
        Assert.InRange(await _catalogue.Mongo.ExplainReadsAsync(maxExamined: 400), 2, 6);
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
        Assert.Equal(QueryPlanner.TokenIndex, finds[^1]["hint"]);
    }
}
