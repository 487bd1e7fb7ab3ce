using FilmStreaming.Storage;
using FilmStreaming.Storage.Mongo;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FilmStreaming.MovieApi.Trends.Storage;

/// <summary>The plays in MongoDB.</summary>
internal sealed class MongoPlayFactStore(MongoDocuments<PlayFact> documents) : IPlayFactStore
{
    private static readonly FilterDefinitionBuilder<Document<PlayFact>> Where = Builders<Document<PlayFact>>.Filter;

    public IDocuments<PlayFact> Documents => documents;

    public async Task<IReadOnlyList<HourOfPlays>> CountAsync(Guid movieId, long day, CancellationToken cancellationToken)
    {
        var hours = await documents.Collection.Aggregate()
            .Match(Where.Eq(fact => fact.Body.MovieId, movieId)
                & Where.Gte(fact => fact.Body.Hour, day * 24) & Where.Lt(fact => fact.Body.Hour, (day + 1) * 24)
                & Where.Eq(fact => fact.Body.IsVoid, false))
            .Group<BsonDocument>(new BsonDocument
            {
                ["_id"] = "$body.viewer",
                ["hour"] = new BsonDocument("$min", "$body.hour"),
                ["plays"] = new BsonDocument("$sum", 1),
            })
            .Group<BsonDocument>(new BsonDocument
            {
                ["_id"] = "$hour",
                ["plays"] = new BsonDocument("$sum", new BsonDocument("$min", new BsonArray { "$plays", PlayFact.MostOfADay })),
            })
            .ToListAsync(cancellationToken);
        return [.. hours.Select(hour => new HourOfPlays(hour["_id"].ToInt64(), hour["plays"].ToInt64()))];
    }

    public async Task<IReadOnlyList<Document<PlayFact>>> ListAsync(string viewer, int take, CancellationToken cancellationToken) =>
        await documents.Collection.Find(Where.Eq(fact => fact.Body.Viewer, viewer)).Limit(take).ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<Document<PlayFact>>> ListCompletionsAsync(string viewer, int take, CancellationToken cancellationToken) =>
        await documents.Collection
            .Find(Where.Eq(fact => fact.Body.Viewer, viewer) & Where.Eq(fact => fact.Body.IsCompletion, true) & Where.Eq(fact => fact.Body.IsVoid, false))
            .SortByDescending(fact => fact.Body.Hour).ThenBy(fact => fact.Id)
            .Limit(take).ToListAsync(cancellationToken);
}
