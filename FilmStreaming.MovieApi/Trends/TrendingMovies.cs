using FilmStreaming.MovieApi.Movies;
using FilmStreaming.MovieApi.Movies.Contracts;

namespace FilmStreaming.MovieApi.Trends;

/// <summary>Ranks films by how much they were played lately.</summary>
internal sealed class TrendingMovies(ITrendStore trends, IMovieStore movies, TimeProvider time)
{
    /// <summary>
    /// Films are looked for in these steps, so that a database that sorts what a range gives has few to sort. Those that weigh less than
    /// the last are not trending.
    /// </summary>
    private static readonly double[] Floors = [1 << 15, 1 << 12, 1 << 9, 1 << 6, 1 << 3, 1, 1.0 / 8, 1.0 / 128];

    /// <summary>Published films, the most played first.</summary>
    public async Task<IReadOnlyList<TrendingMovie>> ListAsync(TrendWindow window, int limit, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var take = limit * 2;
        List<TrendingMovie> list = [];
        TrendPosition? after = null;
        foreach (var floor in Floors.Select(weight => ForwardDecay.ScoreAt(now, weight, window)))
        {
            IReadOnlyList<TrendPosition> found;
            do
            {
                found = await trends.ListAsync(window, floor, after, take, cancellationToken);
                foreach (var (film, score) in await PublishedAsync(found, cancellationToken))
                {
                    list.Add(new(list.Count + 1, Math.Round(ForwardDecay.WeightAt(now, score, window), 4), film));
                    if (list.Count == limit)
                        return list;
                }

                after = found is [.., var last] ? last : after;
            }
            while (found.Count == take);
        }

        return list;
    }

    private async Task<IEnumerable<(MovieResponse Film, double Score)>> PublishedAsync(
        IReadOnlyList<TrendPosition> trending, CancellationToken cancellationToken)
    {
        var films = (await movies.Documents.FindManyAsync([.. trending.Select(trend => trend.MovieId)], cancellationToken))
            .Where(film => Audience.Viewers.Sees(film.Body))
            .ToDictionary(film => film.Id, MovieResponse.Of);
        return trending.Where(trend => films.ContainsKey(trend.MovieId)).Select(trend => (films[trend.MovieId], trend.Score));
    }
}
