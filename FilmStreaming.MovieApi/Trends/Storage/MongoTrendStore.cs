using FilmStreaming.MovieApi.Discovery;
using FilmStreaming.Storage;
using FilmStreaming.Storage.Mongo;
using Microsoft.Extensions.Options;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FilmStreaming.MovieApi.Trends.Storage;

/// <summary>The trends in MongoDB.</summary>
internal sealed class MongoTrendStore(MongoDocuments<MovieTrend> documents, IOptions<DiscoveryOptions> options) : ITrendStore
{
    public IDocuments<MovieTrend> Documents => documents;

    public async Task<IReadOnlyList<TrendPosition>> ListAsync(
        TrendWindow window, double floor, TrendPosition? after, int take, CancellationToken cancellationToken)
    {
        await documents.EnsureIndexesAsync(cancellationToken);
        var found = await documents.Collection
            .Find(Behind(window, floor, after), new FindOptions { Hint = window.Name, MaxTime = options.Value.QueryTimeout })
            .Sort(new BsonDocument { [window.Field] = -1, ["_id"] = 1 })
            .Limit(take)
            .Project<BsonDocument>(new BsonDocument(window.Field, 1))
            .ToListAsync(cancellationToken);
        return [.. found.Select(trend => new TrendPosition(trend["body"][window.Name].AsDouble, trend["_id"].AsGuid))];
    }

    // In two parts, each bounded in the index (score, id): those of the position's score behind its id, and those of less.
    private static BsonDocument Behind(TrendWindow window, double floor, TrendPosition? after) => after is not { } position
        ? new(window.Field, new BsonDocument("$gte", floor))
        : new("$or", new BsonArray
        {
            new BsonDocument
            {
                [window.Field] = position.Score,
                ["_id"] = new BsonDocument("$gt", new BsonBinaryData(position.MovieId, GuidRepresentation.Standard)),
            },
            new BsonDocument(window.Field, new BsonDocument { ["$gte"] = floor, ["$lt"] = position.Score }),
        });
}
