namespace FilmStreaming.MovieApi.Trends;

/// <summary>How much a film was played lately. Made of its <see cref="PlayFact">facts</see> only; its id is the film's.</summary>
internal sealed record MovieTrend
{
    /// <summary>Plays that count of each hour, oldest first; hours without any are left out.</summary>
    public IReadOnlyList<HourOfPlays> Hours { get; init => field = value ?? []; } = [];

    /// <summary>The <see cref="ForwardDecay"/> of the hours for <see cref="TrendWindow.Day"/>; null without plays.</summary>
    public double? Day { get; init; }

    /// <summary>The same for <see cref="TrendWindow.Week"/>.</summary>
    public double? Week { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The same with these plays on one day; what the plays before the last ones are too old for is gone.</summary>
    public static MovieTrend With(MovieTrend? before, long day, IEnumerable<HourOfPlays> plays)
    {
        var hours = (before?.Hours ?? []).Where(known => known.Hour / 24 != day).Concat(plays).ToList();
        var newest = hours.Count == 0 ? day * 24 : hours.Max(known => known.Hour);
        hours.RemoveAll(known => known.Hour <= newest - TrendWindow.KeptHours);
        hours.Sort((left, right) => left.Hour.CompareTo(right.Hour));
        return new()
        {
            Hours = hours,
            Day = ForwardDecay.Of(hours, TrendWindow.Day),
            Week = ForwardDecay.Of(hours, TrendWindow.Week),
            // Later than its plays, so that it is there to be forgotten by PopularityRefresh, however many they were.
            ExpiresAt = TrendWindow.ExpiryOf(newest + 2 * TrendWindow.KeptHours),
        };
    }
}

/// <param name="Hour">In whole hours since 1970.</param>
/// <param name="Plays">How many of the film's facts count as of it.</param>
internal sealed record HourOfPlays(long Hour, long Plays);
