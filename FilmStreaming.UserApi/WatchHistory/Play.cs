using System.Globalization;
using FilmStreaming.Messaging.Contracts;

namespace FilmStreaming.UserApi.WatchHistory;

/// <summary>That an account watched a film at a time. A fact: it is added or removed, never changed.</summary>
internal sealed record Play
{
    public required Guid AccountId { get; init; }

    public required Guid MovieId { get; init; }

    /// <summary>In whole milliseconds.</summary>
    public required DateTimeOffset WatchedAt { get; init; }

    /// <summary>The title when the play was added; shown while nothing newer is known.</summary>
    public required string Title { get; init; }

    /// <inheritdoc cref="Title"/>
    public int? ReleaseYear { get; init; }

    /// <summary>The playback session whose reports tell of it; unset where the account told of it itself.</summary>
    public Guid? SessionId { get; init; }

    /// <summary>
    /// Account, film, and playback session or else time, as one text: a play that has them all is the same play. A session is of one
    /// device, and begins once.
    /// </summary>
    public required string NaturalKey { get; init; }

    /// <param name="accountId">Who watched.</param>
    /// <param name="movie">What.</param>
    /// <param name="watchedAt">When, in whole milliseconds.</param>
    /// <param name="sessionId">The playback session, if any.</param>
    public static Play Of(Guid accountId, MovieSnapshot movie, DateTimeOffset watchedAt, Guid? sessionId = null) => new()
    {
        AccountId = accountId,
        MovieId = movie.MovieId,
        WatchedAt = watchedAt,
        Title = movie.Title,
        ReleaseYear = movie.ReleaseYear,
        SessionId = sessionId,
        NaturalKey = sessionId is { } session
            ? $"{accountId:N}/{movie.MovieId:N}/{session:N}"
            : string.Create(CultureInfo.InvariantCulture, $"{accountId:N}/{movie.MovieId:N}/{watchedAt.ToUnixTimeMilliseconds()}"),
    };
}
