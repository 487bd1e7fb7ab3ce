using System.ComponentModel.DataAnnotations;

namespace FilmStreaming.MovieApi.Trends;

/// <summary>What is made of plays.</summary>
internal sealed class TrendOptions
{
    public const string Section = "Trends";

    /// <summary>How often each replica brings the popularity of films up to what is played; default 10 minutes, one second to one day.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan RefreshPopularityEvery { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How many viewers must have watched two films before one is named with the other, so that nobody is told by what they watch;
    /// default 3, 2 to 1,000.
    /// </summary>
    [Range(2, 1000)]
    public int WatchedAlsoMinViewers { get; init; } = 3;
}
