using System.ComponentModel.DataAnnotations;

namespace FilmStreaming.MovieApi.Movies.Caching;

/// <summary>How long what was read of films is believed.</summary>
public sealed class FilmCacheOptions
{
    public const string Section = "FilmCache";

    /// <summary>How far the clocks of two replicas may differ; those share what they read.</summary>
    internal static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    /// <summary>
    /// From when a film was read from the database, 1 second to 10 minutes. Events tell of changes at once; this bounds how old an
    /// answer can be while they do not arrive.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The same for the news that there is no such film, 0 to 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan AbsenceLifetime { get; set; } = TimeSpan.FromSeconds(5);
}
