using FilmStreaming.MovieApi.Trends.CoWatch;
using FilmStreaming.Storage;
using FilmStreaming.Storage.Embedded;
using FilmStreaming.Storage.Mongo;
using MongoDB.Driver;

namespace FilmStreaming.MovieApi.Trends.Storage;

/// <summary>What viewers have watched, in MongoDB.</summary>
internal sealed class MongoViewingStore(MongoDocuments<Viewing> documents) : IViewingStore
{
    public IDocuments<Viewing> Documents => documents;

    public async Task<IReadOnlyList<Viewing>> ListAsync(Guid movieId, int take, CancellationToken cancellationToken) =>
    [
        .. (await documents.Collection.Find(Builders<Document<Viewing>>.Filter.AnyEq(viewing => viewing.Body.Movies, movieId))
            .SortBy(viewing => viewing.Id).Limit(take).ToListAsync(cancellationToken)).Select(viewing => viewing.Body),
    ];
}

/// <summary>What viewers have watched, in the embedded database.</summary>
internal sealed class EmbeddedViewingStore(EmbeddedDocuments<Viewing> documents) : IViewingStore
{
    public IDocuments<Viewing> Documents => documents;

    public Task<IReadOnlyList<Viewing>> ListAsync(Guid movieId, int take, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Viewing>>(
        [
            .. documents.All.Where(viewing => viewing.Body.Movies.Contains(movieId)).OrderBy(viewing => viewing.Id).Take(take)
                .Select(viewing => viewing.Body),
        ]);
}
