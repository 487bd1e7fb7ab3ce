using FilmStreaming.MovieApi.Discovery;
using FilmStreaming.MovieApi.Trends;
using FilmStreaming.MovieApi.Trends.Storage;
using FilmStreaming.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MongoDB.Driver;

namespace FilmStreaming.Tests.StoreContracts;

/// <summary>The contract, and how the server answers.</summary>
public sealed class MongoTrendTests : PopularityContract
{
    private protected override Task<StoreHost> OpenAsync() => StoreHost.StartMongoAsync(AddTo);

    [Fact]
    public async Task EveryQuery_IsAnsweredByAnIndex()
    {
        await PlayAsync(Guid.CreateVersion7(), 3, hoursAgo: 1);
        using var mongo = new ObservedMongo(Host.Services.GetRequiredService<IMongoDatabase>().DatabaseNamespace.DatabaseName);
        var facts = new MongoPlayFactStore(mongo.Documents(TrendCollections.Facts));
        var trends = new MongoTrendStore(mongo.Documents(TrendCollections.Trends), Options.Create(new DiscoveryOptions()));
        var viewings = new MongoViewingStore(mongo.Documents(TrendCollections.Viewings));

        await facts.CountAsync(Guid.CreateVersion7(), 1, Stop);
        await facts.ListAsync("viewer", 10, Stop);
        await facts.ListCompletionsAsync("viewer", 10, Stop);
        await viewings.ListAsync(Guid.CreateVersion7(), 10, Stop);
        foreach (var window in new[] { TrendWindow.Day, TrendWindow.Week })
        {
            await trends.ListAsync(window, 0, null, 10, Stop);
            await trends.ListAsync(window, 0, new(1, Guid.CreateVersion7()), 10, Stop);
        }

        Assert.Equal(8, await mongo.ExplainReadsAsync());
    }
}
