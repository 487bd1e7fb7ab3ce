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

/// <summary>The ratings in the embedded database, by film as they change.</summary>
internal sealed class EmbeddedViewerRatingStore : IViewerRatingStore
{
    private readonly EmbeddedDocuments<ViewerRating> _documents;
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, Dictionary<Guid, int>> _values = [];

    public EmbeddedViewerRatingStore(EmbeddedDocuments<ViewerRating> documents)
    {
        _documents = documents;
        // A change that comes between the two is applied to what may have it already: that changes nothing.
        lock (_lock)
        {
            documents.Changed += Change;
            foreach (var document in documents.All)
                Change(null, document);
        }
    }

    public IDocuments<ViewerRating> Documents => _documents;

    public Task<RatingTotal> TotalAsync(Guid movieId, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var values = _values.GetValueOrDefault(movieId);
            return Task.FromResult(values is null ? default : new RatingTotal(values.Count, values.Values.Sum(value => (long)value)));
        }
    }

    public async Task RemoveAllAsync(Guid raterKey, CancellationToken cancellationToken)
    {
        foreach (var ids in _documents.All.Where(rating => rating.Body.RaterKey == raterKey).Select(rating => rating.Id).Chunk(1000))
            await _documents.DeleteManyAsync(ids, cancellationToken);
    }

    private void Change(Document<ViewerRating>? before, Document<ViewerRating>? after)
    {
        lock (_lock)
        {
            if (before is not null && _values.TryGetValue(before.Body.MovieId, out var known) && known.Remove(before.Id) && known.Count == 0)
                _values.Remove(before.Body.MovieId);
            if (after is not { Body: { Value: { } value } rating })
                return;
            if (!_values.TryGetValue(rating.MovieId, out var values))
                _values[rating.MovieId] = values = [];
            values[after.Id] = value;
        }
    }
}
