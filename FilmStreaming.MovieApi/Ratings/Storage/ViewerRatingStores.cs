using FilmStreaming.Storage;
using FilmStreaming.Storage.Embedded;
using FilmStreaming.Storage.Mongo;
using MongoDB.Driver;

namespace FilmStreaming.MovieApi.Ratings.Storage;

/// <summary>The collection of ratings and its indexes.</summary>
internal static class ViewerRatingCollection
{
    public static readonly CollectionDefinition<ViewerRating> Definition = new()
    {
        Name = "viewerRatings",
        Json = MovieJsonContext.Default.DocumentViewerRating,
        Queries = [new("rating-film", "body.movieId", "body.value"), new("rating-rater", "body.raterKey")],
    };
}

/// <summary>The ratings in MongoDB.</summary>
internal sealed class MongoViewerRatingStore(MongoDocuments<ViewerRating> documents) : IViewerRatingStore
{
    public IDocuments<ViewerRating> Documents => documents;

    public async Task<RatingTotal> TotalAsync(Guid movieId, CancellationToken cancellationToken) =>
        await documents.Collection.Aggregate()
            .Match(rating => rating.Body.MovieId == movieId && rating.Body.Value > 0)
            .Group(rating => rating.Body.MovieId, group => new RatingTotal(group.LongCount(), group.Sum(rating => (long)rating.Body.Value!)))
            .FirstOrDefaultAsync(cancellationToken);

    public Task RemoveAllAsync(Guid raterKey, CancellationToken cancellationToken) =>
        documents.Collection.DeleteManyAsync(rating => rating.Body.RaterKey == raterKey, cancellationToken);
}

/// <summary>The ratings in the embedded database.</summary>
internal sealed class EmbeddedViewerRatingStore(EmbeddedDocuments<ViewerRating> documents) : IViewerRatingStore
{
    public IDocuments<ViewerRating> Documents => documents;

    public Task<RatingTotal> TotalAsync(Guid movieId, CancellationToken cancellationToken)
    {
        var values = documents.All.Where(rating => rating.Body.MovieId == movieId).Select(rating => rating.Body.Value).OfType<int>().ToList();
        return Task.FromResult(new RatingTotal(values.Count, values.Sum()));
    }

    public async Task RemoveAllAsync(Guid raterKey, CancellationToken cancellationToken)
    {
        foreach (var ids in documents.All.Where(rating => rating.Body.RaterKey == raterKey).Select(rating => rating.Id).Chunk(1000))
            await documents.DeleteManyAsync(ids, cancellationToken);
    }
}
