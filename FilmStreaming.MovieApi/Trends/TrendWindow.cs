namespace FilmStreaming.MovieApi.Trends;

/// <summary>How fast plays are forgotten.</summary>
/// <param name="Name">In requests, and of the index of MongoDB.</param>
/// <param name="HalfLife">In hours: after it, a play counts half.</param>
internal sealed record TrendWindow(string Name, int HalfLife)
{
    /// <summary>How long plays count: 8 weeks, after which one has 1/256 of its weight in the slower window.</summary>
    public const int KeptHours = 8 * 7 * 24;

    public static readonly TrendWindow Day = new("day", 24);
    public static readonly TrendWindow Week = new("week", 7 * 24);

    /// <summary>In the document.</summary>
    public string Field => $"body.{Name}";

    public static long HourOf(DateTimeOffset time) => time.ToUnixTimeSeconds() / 3600;

    public static DateTimeOffset ExpiryOf(long hour) => DateTimeOffset.FromUnixTimeSeconds((hour + KeptHours) * 3600);

    public double? ScoreOf(MovieTrend trend) => this == Day ? trend.Day : trend.Week;
}
