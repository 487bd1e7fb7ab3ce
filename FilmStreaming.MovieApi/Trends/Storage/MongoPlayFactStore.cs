using FilmStreaming.Storage;
using FilmStreaming.Storage.Mongo;
using MongoDB.Driver;

namespace FilmStreaming.MovieApi.Trends.Storage;

/// <summary>The plays in MongoDB.</summary>
internal sealed class MongoPlayFactStore(MongoDocuments<PlayFact> documents) : IPlayFactStore
{
    private static readonly FilterDefinitionBuilder<Document<PlayFact>> Where = Builders<Document<PlayFact>>.Filter;

    public IDocuments<PlayFact> Documents => documents;

    public Task<long> CountAsync(Guid movieId, long hour, CancellationToken cancellationToken) => documents.Collection.CountDocumentsAsync(
        Where.Eq(fact => fact.Body.MovieId, movieId) & Where.Eq(fact => fact.Body.Hour, hour) & Where.Eq(fact => fact.Body.IsVoid, false),
        cancellationToken: cancellationToken);

    public async Task<IReadOnlyList<Document<PlayFact>>> ListAsync(string viewer, int take, CancellationToken cancellationToken) =>
        await documents.Collection.Find(Where.Eq(fact => fact.Body.Viewer, viewer)).Limit(take).ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<Document<PlayFact>>> ListCompletionsAsync(string viewer, int take, CancellationToken cancellationToken) =>
        await documents.Collection
            .Find(Where.Eq(fact => fact.Body.Viewer, viewer) & Where.Eq(fact => fact.Body.IsCompletion, true) & Where.Eq(fact => fact.Body.IsVoid, false))
            .SortByDescending(fact => fact.Body.Hour).ThenBy(fact => fact.Id)
            .Limit(take).ToListAsync(cancellationToken);
}
