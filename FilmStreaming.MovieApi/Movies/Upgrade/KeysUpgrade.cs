using FilmStreaming.MovieApi.Search.Vocabulary;
using FilmStreaming.ServiceDefaults.Problems;
using FilmStreaming.Storage;

namespace FilmStreaming.MovieApi.Movies.Upgrade;

/// <summary>
/// Derives the keys of films anew, at start, where an older release has written them: only then are they in lists and searches. It is
/// safe to break off, and for several replicas to do at once; it makes no new version of a film, for its content is the same.
/// </summary>
internal sealed partial class KeysUpgrade(
    IOutdatedFilms outdated,
    VocabularyWriter vocabulary,
    IEnumerable<IDependencyFailure> failures,
    TimeProvider time,
    ILogger<KeysUpgrade> logger)
    : BackgroundService
{
    private const int BatchSize = 500;

    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);

    /// <summary>Derives until there is nothing left to do.</summary>
    /// <returns>How many films have new keys.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var stuck = new HashSet<Guid>();
        var done = 0;
        while (await outdated.TakeAsync(stuck, BatchSize, cancellationToken) is { Count: > 0 } films)
        {
            List<Document<Movie>> derived = [.. films.Select(Derive)];
            await vocabulary.EnsureAsync(derived.Select(film => film.Body), cancellationToken);
            // Whoever changed a film meanwhile has derived its keys with that write.
            var refused = await outdated.SetKeysAsync(derived, cancellationToken);
            stuck.UnionWith(refused);
            done += films.Count - refused.Count;
        }

        if (stuck.Count > 0)
            LogStuck(stuck.Count);
        return done;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                if (await RunAsync(stoppingToken) is > 0 and var count)
                    LogDone(count);
                return;
            }
            catch (Exception e) when (failures.Any(failure => failure.DependencyOf(e) is not null))
            {
                LogWaiting(e.GetType().Name);
                await Task.Delay(Retry, time, stoppingToken);
            }
        }
    }

    // Popularity is not derived of the film alone.
    private static Document<Movie> Derive(Document<Movie> film) =>
        film with { Body = film.Body with { Keys = MovieKeys.Of(film.Body) with { Popularity = film.Body.Keys!.Popularity } } };

    [LoggerMessage(LogLevel.Information, "Derived the keys of {Count} films anew, which an older release had written.")]
    private partial void LogDone(int count);

    [LoggerMessage(LogLevel.Warning, "{Count} films keep keys of an older release and may be missing in lists: other films have their keys.")]
    private partial void LogStuck(int count);

    [LoggerMessage(LogLevel.Warning, "The keys of older films cannot be derived yet ({Reason}); trying again.")]
    private partial void LogWaiting(string reason);
}
