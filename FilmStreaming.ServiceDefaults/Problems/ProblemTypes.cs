namespace FilmStreaming.ServiceDefaults.Problems;

/// <summary>The kinds of problem that the services answer with. Names are part of the API and never change.</summary>
public static class ProblemTypes
{
    public const string Validation = "validation";
    public const string InvalidCursor = "invalid-cursor";
    public const string MovieNotFound = "movie-not-found";
    public const string MovieExists = "movie-exists";
    public const string VersionMismatch = "version-mismatch";
    public const string VersionRequired = "version-required";
    public const string InvalidCredentials = "invalid-credentials";
    public const string PlayNotFound = "play-not-found";
    public const string RateLimited = "rate-limited";
    public const string DependencyUnavailable = "dependency-unavailable";
}
