using FilmStreaming.UserApi.Activities;

namespace FilmStreaming.UserApi.Lists;

/// <summary>A list of films that every account has. A route names its list in its metadata.</summary>
/// <param name="Name">In paths and documents.</param>
/// <param name="Title">In the names of operations.</param>
/// <param name="Activity">What a change of it counts as.</param>
internal sealed record FilmList(string Name, string Title, AccountActivity Activity)
{
    public static readonly FilmList Favorites = new("favorites", "Favorites", AccountActivity.Favorites);
    public static readonly FilmList Watchlist = new("watchlist", "Watchlist", AccountActivity.Watchlist);

    /// <summary>The rated films.</summary>
    public static readonly FilmList Ratings = new("ratings", "Ratings", AccountActivity.Ratings);

    /// <summary>Where ratings go that were taken back: no list that anybody sees, but their versions go on.</summary>
    public const string TakenBack = "ratings-taken-back";

    public string Path => $"/v1/me/{Name}";

    public static ValueTask<FilmList?> BindAsync(HttpContext http) =>
        ValueTask.FromResult(http.GetEndpoint()?.Metadata.GetMetadata<FilmList>());
}
