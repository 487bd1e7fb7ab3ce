using FilmStreaming.Messaging.Contracts;

namespace FilmStreaming.UserApi.Films;

/// <summary>What this service shows of a film: a copy, kept up to date by the Movie API's events. Its id is the film's.</summary>
internal sealed record Film
{
    /// <summary>The film's version that this was taken from.</summary>
    public required long MovieVersion { get; init; }

    /// <summary>Null when the film's removal is all that was ever heard of it.</summary>
    public string? Title { get; init; }

    public int? ReleaseYear { get; init; }

    public int? RuntimeMinutes { get; init; }

    public string? PosterUrl { get; init; }

    /// <summary>Milliseconds from the beginning.</summary>
    public long? CreditsStartMs { get; init; }

    /// <summary>False while the film is not published, and once it has left the catalogue.</summary>
    public required bool Available { get; init; }

    public static Film Of(MovieSnapshot movie) => new()
    {
        MovieVersion = movie.Version,
        Title = movie.Title,
        ReleaseYear = movie.ReleaseYear,
        RuntimeMinutes = movie.RuntimeMinutes,
        PosterUrl = movie.PosterUrl,
        CreditsStartMs = movie.CreditsStartMs,
        Available = movie.IsPublished(),
    };

    /// <summary>The film as the Movie API tells of it. It has a title.</summary>
    public MovieSnapshot ToSnapshot(Guid movieId) => new(
        movieId,
        MovieVersion,
        Title!,
        ReleaseYear,
        RuntimeMinutes,
        PosterUrl,
        Available ? MovieSnapshot.Published : MovieSnapshot.Archived,
        CreditsStartMs);
}
