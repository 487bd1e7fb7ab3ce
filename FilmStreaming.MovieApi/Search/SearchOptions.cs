using System.ComponentModel.DataAnnotations;

namespace FilmStreaming.MovieApi.Search;

/// <summary>Limits of searches.</summary>
internal sealed class SearchOptions
{
    public const string Section = "Search";

    /// <summary>How long the database may take for one query of a search; default 2 s. Longer is a 503.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How many films are compared and ranked for one search, the most popular of those that match; default 300.</summary>
    [Range(20, 5000)]
    public int MaxCandidates { get; init; } = 300;
}
