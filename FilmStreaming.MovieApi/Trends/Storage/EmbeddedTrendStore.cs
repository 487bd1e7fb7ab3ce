using FilmStreaming.Storage;
using FilmStreaming.Storage.Embedded;

namespace FilmStreaming.MovieApi.Trends.Storage;

/// <summary>The trends in the embedded database, ranked in memory.</summary>
internal sealed class EmbeddedTrendStore(EmbeddedDocuments<MovieTrend> documents) : ITrendStore
{
    public IDocuments<MovieTrend> Documents => documents;

    public Task<IReadOnlyList<TrendPosition>> ListAsync(
        TrendWindow window, double floor, TrendPosition? after, int take, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<TrendPosition>>(
        [
            .. documents.All
                .Where(trend => window.ScoreOf(trend.Body) >= floor)
                .Select(trend => new TrendPosition(window.ScoreOf(trend.Body)!.Value, trend.Id))
                .Where(trend => after is not { } position || trend.Score < position.Score
                    || (trend.Score == position.Score && trend.MovieId.CompareTo(position.MovieId) > 0))
                .OrderByDescending(trend => trend.Score)
                .ThenBy(trend => trend.MovieId)
                .Take(take),
        ]);
}
