using System.ComponentModel.DataAnnotations;

namespace FilmStreaming.MovieApi.Discovery;

/// <summary>How the catalogue is queried.</summary>
internal sealed class DiscoveryOptions
{
    public const string Section = "Discovery";

    /// <summary>How many films the sample has that queries of MongoDB are planned with; default 2,000, 100 to 20,000.</summary>
    [Range(100, 20_000)]
    public int SampleSize { get; init; } = 2000;

    /// <summary>How often the sample is taken anew; default one minute, one second to one hour.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan SampleEvery { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long a list, search, suggestion or the like may take with all its queries; default 8 seconds, 100 ms to 9 s, because
    /// connections give up after 10.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:09")]
    public TimeSpan QueryTimeout { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>
    /// How long totals and facets of great results are believed; default 10 seconds, 0 to 10 minutes. Those of at most
    /// <see cref="CountCache.AlwaysCounted"/> films are always counted anew.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan CountsBelievedFor { get; init; } = TimeSpan.FromSeconds(10);
}
