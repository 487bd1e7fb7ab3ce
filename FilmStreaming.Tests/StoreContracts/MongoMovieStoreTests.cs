using FilmStreaming.MovieApi.Movies;
using FilmStreaming.Storage.Mongo;
using FilmStreaming.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using MongoDB.Bson;

namespace FilmStreaming.Tests.StoreContracts;

public sealed class MongoMovieStoreTests : MovieStoreContract
{
    private protected override Task<StoreHost> OpenAsync() => StoreHost.StartMongoAsync(AddCollection);

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
