using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Events;
using FilmStreaming.MovieApi.Movies;
using FilmStreaming.Storage;

namespace FilmStreaming.MovieApi.Import.Writing;

/// <summary>
/// Writes many films at once, and tells every replica in one message which versions that made, so that none goes on answering from
/// what it has of them: the events of the films themselves may come minutes later.
/// </summary>
internal sealed partial class BulkFilmWriter(IMovieStore store, IEventPublisher publisher, TimeProvider time, ILogger<BulkFilmWriter> logger)
{
    /// <summary>How long an import waits for a broker that does not confirm. Untold replicas believe what they have for its lifetime.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public async Task<IReadOnlyList<WriteResult>> InsertAsync(IReadOnlyList<NewDocument<Movie>> films, CancellationToken cancellationToken)
    {
        var results = await store.Documents.InsertManyAsync(films, cancellationToken);
        await TellAsync(films.Select(film => new MovieVersion(film.Id, film.Version)), results);
        return results;
    }

    public async Task<IReadOnlyList<WriteResult>> UpdateAsync(IReadOnlyList<DocumentUpdate<Movie>> films, CancellationToken cancellationToken)
    {
        var results = await store.Documents.UpdateManyAsync(films, cancellationToken);
        await TellAsync(films.Select(film => new MovieVersion(film.Id, film.ExpectedVersion + 1)), results);
        return results;
    }

    private async Task TellAsync(IEnumerable<MovieVersion> versions, IReadOnlyList<WriteResult> results)
    {
        var written = versions.Where((_, i) => results[i].Status == WriteStatus.Written).ToList();
        if (written.Count == 0)
            return;
        // Also when the client has gone away: what is written is written.
        using var patience = new CancellationTokenSource(Patience, time);
        try
        {
            await publisher.PublishAsync(
                [MovieEvents.Written.Create($"{written[0].MovieId}", new(written), time.GetUtcNow())], patience.Token);
        }
        catch (Exception e) when (e is EventPublishException || patience.IsCancellationRequested)
        {
            LogUntold(written.Count, e.Message);
        }
    }

    [LoggerMessage(LogLevel.Debug, "Other replicas were not told of {Films} imported films: {Reason}")]
    private partial void LogUntold(int films, string reason);
}
