namespace FilmStreaming.MovieApi.Trends;

/// <summary>
/// Exponential decay, counted forward from a landmark (Cormode et al., "Forward decay", ICDE 2009): instead of halving old plays again
/// and again, new ones weigh twice as much after each half-life. So a film's score is a function of its plays and not of the time, two
/// films keep their order until one is played again, and a score can be stored and indexed.
/// </summary>
internal static class ForwardDecay
{
    /// <summary>log₂ Σ plays · 2^(hour / half-life), with 1970 as the landmark; null without plays.</summary>
    /// <param name="hours">Oldest first, so that equal plays have the same score to the last bit.</param>
    /// <param name="window">Has the half-life.</param>
    public static double? Of(IReadOnlyList<HourOfPlays> hours, TrendWindow window)
    {
        if (hours is not [.., var newest])
            return null;
        // Relative to the newest hour, because 2^(hour / half-life) itself is no double.
        var sum = hours.Sum(hour => hour.Plays * double.Exp2((double)(hour.Hour - newest.Hour) / window.HalfLife));
        return Math.Log2(sum) + (double)newest.Hour / window.HalfLife;
    }

    /// <summary>What the score of a film means now: its plays, each halved with each half-life since.</summary>
    public static double WeightAt(DateTimeOffset now, double score, TrendWindow window) => double.Exp2(score - Landmark(now, window));

    /// <summary>The score of films that weigh so much now.</summary>
    public static double ScoreAt(DateTimeOffset now, double weight, TrendWindow window) => Math.Log2(weight) + Landmark(now, window);

    private static double Landmark(DateTimeOffset now, TrendWindow window) => now.ToUnixTimeMilliseconds() / 3_600_000.0 / window.HalfLife;
}
