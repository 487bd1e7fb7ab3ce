using System.ComponentModel.DataAnnotations;

namespace FilmStreaming.UserApi.Playback;

/// <summary>When a film counts as begun and as watched, and which reports are taken.</summary>
public sealed class PlaybackOptions
{
    public const string Section = "Playback";

    /// <summary>
    /// The part of a film below which there is no resume point, and no play in the history. 0 to 0.5, default 0.05.
    /// </summary>
    [Range(0.0, 0.5, ErrorMessage = Section + ":BegunAt must be between {1} and {2}.")]
    public double BegunAt { get; set; } = 0.05;

    /// <summary>Where the end of a film begins that has no credits marker, as a part of it. 0.5 to 1, default 0.9.</summary>
    [Range(0.5, 1.0, ErrorMessage = Section + ":FinishedAt must be between {1} and {2}.")]
    public double FinishedAt { get; set; } = 0.9;

    /// <summary>How much of a film has to be played for it to count as watched, as a part of it. 0 to 1, default 0.7.</summary>
    [Range(0.0, 1.0, ErrorMessage = Section + ":MinCoverage must be between {1} and {2}.")]
    public double MinCoverage { get; set; } = 0.7;

    /// <summary>
    /// How much of the film before its position a report vouches for that does not say where playing began: three times the interval
    /// between reports, so that two may get lost. 1 second to 5 minutes, default 30 seconds; never more than a tenth of the film.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00", ErrorMessage = Section + ":ReportCoverage must be between {1} and {2}.")]
    public TimeSpan ReportCoverage { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How far before the last position playing should resume. 0 to 5 minutes, default 10 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00", ErrorMessage = Section + ":Rewind must be between {1} and {2}.")]
    public TimeSpan Rewind { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How many playback sessions an account may begin in a day. 1 to 100,000, default 500.</summary>
    [Range(1, 100_000, ErrorMessage = Section + ":MaxNewSessionsPerDay must be between {1} and {2}.")]
    public int MaxNewSessionsPerDay { get; set; } = 500;

    /// <summary>How wrong the clock of a player may be. 1 minute to 7 days, default 1 day.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00", ErrorMessage = Section + ":MaxClockSkew must be between {1} and {2}.")]
    public TimeSpan MaxClockSkew { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How old the reports of a batch may be, which a player kept while it was offline. 1 to 365 days, default 30.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "365.00:00:00", ErrorMessage = Section + ":MaxReportAge must be between {1} and {2}.")]
    public TimeSpan MaxReportAge { get; set; } = TimeSpan.FromDays(30);
}
