using System.Collections.Concurrent;
using FilmStreaming.Messaging.Events;
using FilmStreaming.MovieApi.Movies;
using FilmStreaming.MovieApi.Ratings;
using FilmStreaming.Storage;

namespace FilmStreaming.Tests.MovieApi.Caching;

/// <summary>A database of films that counts how often it is asked, and can be made to answer late.</summary>
internal sealed class FakeFilms : IDocuments<Movie>, IViewerRatingStore
{
    private readonly ConcurrentDictionary<Guid, Document<Movie>> _films = [];
    private TaskCompletionSource? _hold;
    private int _reads;

    public int Reads => _reads;

    /// <summary>What viewers think of every film.</summary>
    public RatingTotal Votes { get; set; }

    IDocuments<ViewerRating> IViewerRatingStore.Documents => throw new NotSupportedException();

    Task<RatingTotal> IViewerRatingStore.TotalAsync(Guid movieId, CancellationToken cancellationToken) => Task.FromResult(Votes);

    Task IViewerRatingStore.RemoveAllAsync(Guid raterKey, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Adds a film, or makes its next version.</summary>
    /// <returns>The version.</returns>
    public long Write(Guid id, Func<Movie, Movie>? change = null)
    {
        var written = _films.AddOrUpdate(
            id,
            _ => new() { Id = id, Version = 1, Body = Movie.Create(new() { Title = "Metropolis" }, DateTimeOffset.UnixEpoch) },
            (_, film) => film with { Version = film.Version + 1, Body = change?.Invoke(film.Body) ?? film.Body });
        return written.Version;
    }

    /// <summary>Reads from now on see what is there now, and give it only when they are released.</summary>
    public void Hold() => _hold = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Reads are answered at once again; those that are held wait for the returned source.</summary>
    public TaskCompletionSource StopHolding()
    {
        var hold = _hold!;
        _hold = null;
        return hold;
    }

    public async Task<Document<Movie>?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var (found, hold) = (_films.GetValueOrDefault(id), _hold);
        Interlocked.Increment(ref _reads);
        if (hold is not null)
            await hold.Task.WaitAsync(cancellationToken);
        return found;
    }

    public async Task<Document<Movie>?> FindByAsync(UniqueIndex<Movie> index, string key, CancellationToken cancellationToken)
    {
        var found = _films.Values.FirstOrDefault(film => index.Key(film.Body) == key);
        return found is null ? await FindAsync(Guid.Empty, cancellationToken) : await FindAsync(found.Id, cancellationToken);
    }

    public Task<IReadOnlyList<Document<Movie>>> FindManyAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<Document<Movie>>> FindManyByAsync(
        UniqueIndex<Movie> index, IReadOnlyCollection<string> keys, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<Document<Movie>>> ListAsync(Guid? after, int limit, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<WriteResult> InsertAsync(NewDocument<Movie> document, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<WriteResult>> InsertManyAsync(
        IReadOnlyList<NewDocument<Movie>> documents, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<WriteResult> UpdateAsync(
        Guid id, long expectedVersion, Movie body, IReadOnlyList<EventMessage> events, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<WriteResult>> UpdateManyAsync(
        IReadOnlyList<DocumentUpdate<Movie>> updates, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> DeleteAsync(Guid id, CancellationToken cancellationToken) => throw new NotSupportedException();
}
