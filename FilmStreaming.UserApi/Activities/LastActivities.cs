namespace FilmStreaming.UserApi.Activities;

/// <summary>What of an account changes, for those who keep a copy of it.</summary>
internal enum AccountActivity
{
    Playback,
    History,
    Favorites,
    Watchlist,
    Ratings,
    Settings,
}

/// <summary>When each part of what you do was last changed, in UTC; parts that never were are left out. To remove something is a change.</summary>
public sealed record LastActivities
{
    /// <summary>Where you stand with films, and what there is to continue.</summary>
    public DateTimeOffset? Playback { get; init; }

    /// <summary>The plays.</summary>
    public DateTimeOffset? History { get; init; }

    public DateTimeOffset? Favorites { get; init; }

    public DateTimeOffset? Watchlist { get; init; }

    public DateTimeOffset? Ratings { get; init; }

    public DateTimeOffset? Settings { get; init; }

    /// <param name="activity">What was changed.</param>
    /// <param name="now">In whole milliseconds.</param>
    internal LastActivities With(AccountActivity activity, DateTimeOffset now) => activity switch
    {
        AccountActivity.Playback => this with { Playback = Later(Playback, now) },
        AccountActivity.History => this with { History = Later(History, now) },
        AccountActivity.Favorites => this with { Favorites = Later(Favorites, now) },
        AccountActivity.Watchlist => this with { Watchlist = Later(Watchlist, now) },
        AccountActivity.Ratings => this with { Ratings = Later(Ratings, now) },
        _ => this with { Settings = Later(Settings, now) },
    };

    // Each change moves it, also two within a millisecond and one by a replica whose clock is behind.
    private static DateTimeOffset Later(DateTimeOffset? known, DateTimeOffset now) =>
        known is { } before && before >= now ? before.AddMilliseconds(1) : now;
}
