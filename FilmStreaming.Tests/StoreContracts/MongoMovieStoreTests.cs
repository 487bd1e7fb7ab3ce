using FilmStreaming.MovieApi.Movies;
using FilmStreaming.MovieApi.Movies.Storage;
using FilmStreaming.Storage.Mongo;
using FilmStreaming.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FilmStreaming.Tests.StoreContracts;

public sealed class MongoMovieStoreTests : MovieStoreContract
{
    private protected override Task<StoreHost> OpenAsync() => StoreHost.StartMongoAsync(AddCollection);

    [Fact]
    public async Task List_FromTheFirstFilmOrBehindOne_IsAnsweredByTheIndexOfIds()
    {
        var ids = new List<Guid>();
        for (var i = 0; i < 3; i++)
            ids.Add(await InsertAsync(Film($"The General {i}", 1926)));
        using var mongo = new ObservedMongo(Host.Services.GetRequiredService<IMongoDatabase>().DatabaseNamespace.DatabaseName);
        var films = mongo.Documents(MovieCollection.Definition);

        Assert.Equal(ids.Order().Take(2), (await films.ListAsync(null, 2, Stop)).Select(film => film.Id));
        Assert.Equal(ids.Order().Skip(1), (await films.ListAsync(ids.Min(), 2, Stop)).Select(film => film.Id));

        Assert.Equal(2, await mongo.ExplainReadsAsync());
    }

    [Theory]
    [InlineData("""{ "body.keys.form": null }""", "keysForm")]
    [InlineData("""{ "body.keys.form": { "$lt": 2 } }""", "keysForm")]
    [InlineData("""{ "body.keys.imdb": "tt0017925" }""", "imdb")]
    [InlineData("""{ "body.keys.natural": { "$in": ["the general|1926"] } }""", "naturalKey")]
    public async Task Query_IsAnsweredByItsIndex(string filter, string index)
    {
        await InsertAsync(Film("The General", 1926, "tt0017925"));
        var collection = Host.Services.GetRequiredService<MongoDocuments<Movie>>().Collection;

        var plan = await collection.Database.RunCommandAsync<BsonDocument>(
            new BsonDocument("explain", new BsonDocument
            {
                ["find"] = collection.CollectionNamespace.CollectionName,
                ["filter"] = BsonDocument.Parse(filter),
            }),
            cancellationToken: TestContext.Current.CancellationToken);

        var winner = plan["queryPlanner"]["winningPlan"].ToJson();
        Assert.Contains($"\"indexName\" : \"{index}\"", winner, StringComparison.Ordinal);
        Assert.DoesNotContain("COLLSCAN", winner, StringComparison.Ordinal);
    }
}
