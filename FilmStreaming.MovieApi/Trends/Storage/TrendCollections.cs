using FilmStreaming.MovieApi.Trends.CoWatch;
using FilmStreaming.Storage;

namespace FilmStreaming.MovieApi.Trends.Storage;

/// <summary>The collections of plays and trends, and their indexes.</summary>
internal static class TrendCollections
{
    public static readonly CollectionDefinition<PlayFact> Facts = new()
    {
        Name = "plays",
        Json = MovieJsonContext.Default.DocumentPlayFact,
        Queries =
        [
            new("filmHour", "body.movieId", "body.hour", "body.isVoid"),
            new("viewerHour", "body.viewer", "-body.hour"),
        ],
        Expiry = new("expiresAt", fact => fact.ExpiresAt),
    };

    public static readonly CollectionDefinition<MovieTrend> Trends = new()
    {
        Name = "trends",
        Json = MovieJsonContext.Default.DocumentMovieTrend,
        Queries =
        [
            new(TrendWindow.Day.Name, "-" + TrendWindow.Day.Field, "_id"),
            new(TrendWindow.Week.Name, "-" + TrendWindow.Week.Field, "_id"),
        ],
        Expiry = new("expiresAt", trend => trend.ExpiresAt),
    };

    public static readonly CollectionDefinition<Viewing> Viewings = new()
    {
        Name = "viewings",
        Json = MovieJsonContext.Default.DocumentViewing,
        Queries = [new("viewing-movie", "body.movies", "_id")],
        Expiry = new("expiresAt", viewing => viewing.ExpiresAt),
    };

    public static readonly CollectionDefinition<PseudonymKey> Keys = new()
    {
        Name = "pseudonymKeys",
        Json = MovieJsonContext.Default.DocumentPseudonymKey,
    };
}
