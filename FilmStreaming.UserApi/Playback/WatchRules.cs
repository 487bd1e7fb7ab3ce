namespace FilmStreaming.UserApi.Playback;

/// <summary>The thresholds for one film.</summary>
/// <param name="Options">The service's.</param>
/// <param name="CreditsStartMs">Where the film's credits begin, where the catalogue knows.</param>
internal readonly record struct WatchRules(PlaybackOptions Options, long? CreditsStartMs = null)
{
    /// <summary>Buckets that have to be covered for the film to count as watched.</summary>
    public int MinBuckets => Math.Max(1, (int)Math.Ceiling(Options.MinCoverage * Coverage.Buckets));

    /// <summary>From here on a film is begun.</summary>
    public long BegunMs(long durationMs) => (long)Math.Ceiling(durationMs * Options.BegunAt);

    /// <summary>From here on a film is at its end.</summary>
    public long FinishedMs(long durationMs) => CreditsStartMs is > 0 && CreditsStartMs < durationMs
        ? CreditsStartMs.Value
        : (long)Math.Ceiling(durationMs * Options.FinishedAt);

    /// <summary>From where up to its position a report says that the film was played.</summary>
    public long PlayedFromMs(PlaybackReport report)
    {
        if (report.PlayedFromMs is { } from)
            return from;
        var vouched = Math.Min((long)Options.ReportCoverage.TotalMilliseconds, report.DurationMs / 10);
        return Math.Max(0, report.PositionMs - vouched);
    }
}
