using Microsoft.Extensions.Options;

namespace FilmStreaming.MovieApi.Trends.CoWatch;

/// <summary>Which films those watched who watched a film, and how much that says.</summary>
internal sealed class WatchedAlso(IViewingStore viewings, ITrendStore trends, IOptions<TrendOptions> options)
{
    /// <summary>How many viewers of a film are looked at.</summary>
    public const int MaxViewers = 1000;

    /// <summary>How many films are named at most.</summary>
    public const int MaxFilms = 100;

    /// <summary>Few viewers say little: as if so many more had watched the film, and not the other one.</summary>
    public const double Shrinkage = 5;

    // Weighed against how often they are played; the rest have fewer viewers in common with the film than all of these.
    private const int MaxWeighed = 1000;

    /// <summary>The films, each with its <see cref="Strength"/>; none that fewer than <see cref="TrendOptions.WatchedAlsoMinViewers"/> watched too.</summary>
    public async Task<IReadOnlyDictionary<Guid, double>> OfAsync(Guid movieId, CancellationToken cancellationToken)
    {
        var viewers = await viewings.ListAsync(movieId, MaxViewers, cancellationToken);
        var together = viewers.SelectMany(viewing => viewing.Movies).Where(movie => movie != movieId).CountBy(movie => movie)
            .Where(count => count.Value >= options.Value.WatchedAlsoMinViewers)
            .OrderByDescending(count => count.Value).ThenBy(count => count.Key)
            .Take(MaxWeighed).ToList();
        var plays = (await trends.Documents.FindManyAsync([.. together.Select(count => count.Key)], cancellationToken))
            .ToDictionary(trend => trend.Id, trend => trend.Body.Hours.Sum(hour => hour.Plays));
        return together.Select(count => (Movie: count.Key, Strength: Strength(count.Value, viewers.Count, plays.GetValueOrDefault(count.Key))))
            .OrderByDescending(film => film.Strength).ThenBy(film => film.Movie)
            .Take(MaxFilms)
            .ToDictionary(film => film.Movie, film => film.Strength);
    }

    /// <summary>
    /// The cosine of the two films, less where few watched both: above 0 and below 1. What everybody plays is watched together with
    /// everything, and weighs less for it.
    /// </summary>
    /// <param name="both">How many viewers watched both.</param>
    /// <param name="viewers">How many watched the film that is asked about.</param>
    /// <param name="plays">How often the other was played, begun and completed.</param>
    public static double Strength(int both, int viewers, long plays) =>
        Math.Round(both / (both + Shrinkage) * both / Math.Sqrt((double)viewers * Math.Max(both, plays)), 4);
}
