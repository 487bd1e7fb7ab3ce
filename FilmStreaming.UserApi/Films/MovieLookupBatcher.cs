using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Requests;

namespace FilmStreaming.UserApi.Films;

/// <summary>Asks the Movie API for films: those that are wanted within the same two milliseconds with one request.</summary>
internal sealed class MovieLookupBatcher(IRequestClient requests, TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(2);

    private readonly Lock _lock = new();
    private Batch? _open;

    /// <returns>Null when the catalogue has no such film.</returns>
    /// <exception cref="RequestUnavailableException">The Movie API did not answer.</exception>
    public async Task<MovieSnapshot?> AskAsync(Guid movieId, CancellationToken cancellationToken)
    {
        var answer = Join(movieId).Answer;
        return (await answer.WaitAsync(cancellationToken)).GetValueOrDefault(movieId);
    }

    private Batch Join(Guid movieId)
    {
        lock (_lock)
        {
            var batch = _open ??= Open();
            batch.Ids.Add(movieId);
            if (batch.Ids.Count == MovieLookup.MaxMovies)
                _open = null;
            return batch;
        }
    }

    private Batch Open()
    {
        var batch = new Batch();
        batch.Answer = SendAsync(batch);
        return batch;
    }

    // Not cancelled with the caller that happened to open it: others wait for it too, and the contract has a deadline.
    private async Task<IReadOnlyDictionary<Guid, MovieSnapshot>> SendAsync(Batch batch)
    {
        await Task.Delay(Window, time).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        lock (_lock)
        {
            if (_open == batch)
                _open = null;
        }

        var reply = await requests.AskAsync(MovieRequests.Lookup, new([.. batch.Ids]), CancellationToken.None);
        return reply.Movies.ToDictionary(movie => movie.MovieId);
    }

    private sealed class Batch
    {
        /// <summary>Complete once the batch is no longer the open one.</summary>
        public HashSet<Guid> Ids { get; } = [];

        public Task<IReadOnlyDictionary<Guid, MovieSnapshot>> Answer { get; set; } = null!;
    }
}
