using FilmStreaming.MovieApi.Movies;
using Microsoft.Extensions.Options;

namespace FilmStreaming.MovieApi.Trends;

/// <summary>
/// Brings the popularity of films up to what is played, from time to time, because plays are forgotten without anything happening to a
/// film. A write of a film leaves out what is played; that comes back with the next refresh.
/// </summary>
internal sealed partial class PopularityRefresh(
    ITrendStore trends, IMovieStore movies, IOptions<TrendOptions> options, TimeProvider time, ILogger<PopularityRefresh> logger)
    : BackgroundService
{
    /// <summary>The most films that plays make more popular.</summary>
    public const int MaxFilms = 100_000;

    /// <summary>Films that weigh less are as popular as if nobody had played them.</summary>
    public const double LeastWeight = 1.0 / 8;

    // Below the least weight, so that a film is met again once it has sunk beneath it.
    private const double Floor = 1.0 / 256;

    private const double Tolerance = 0.01;
    private const int BatchSize = 500;

    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var floor = ForwardDecay.ScoreAt(now, Floor, TrendWindow.Week);
        foreach (var batch in (await trends.ListAsync(TrendWindow.Week, floor, after: null, MaxFilms, cancellationToken)).Chunk(BatchSize))
        {
            var scores = batch.ToDictionary(trend => trend.MovieId, trend => trend.Score);
            foreach (var film in await movies.Documents.FindManyAsync(scores.Keys, cancellationToken))
            {
                var weight = ForwardDecay.WeightAt(now, scores[film.Id], TrendWindow.Week);
                var popularity = MovieScore.OfPopularity(film.Body.Rating, weight < LeastWeight ? 0 : weight);
                if (film.Body.Keys is { } keys && Math.Abs(keys.Popularity - popularity) > Tolerance)
                    await movies.SetPopularityAsync(film, popularity, cancellationToken);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.RefreshPopularityEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RefreshAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogNotRefreshed(e.GetType().Name);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The popularity of films could not be refreshed ({Reason}); it is tried again.")]
    private partial void LogNotRefreshed(string reason);
}
