using System.Globalization;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Events;

namespace FilmStreaming.UserApi.WatchHistory;

/// <summary>That an account watched a film at a time. A fact: it is added or removed, never changed.</summary>
internal sealed record Play
{
    /// <summary>Nobody's, once it is removed.</summary>
    public required Guid AccountId { get; init; }

    public required Guid MovieId { get; init; }

    /// <summary>Its place in the history, in whole milliseconds.</summary>
    public required DateTimeOffset WatchedAt { get; init; }

    /// <summary>When it began, where the account told so, in whole milliseconds.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>What it was watched on, where the account told so.</summary>
    public string? Device { get; init; }

    /// <summary>The title when the play was added; shown while nothing newer is known.</summary>
    public required string Title { get; init; }

    /// <inheritdoc cref="Title"/>
    public int? ReleaseYear { get; init; }

    /// <summary>The playback session whose reports tell of it; unset where the account told of it itself.</summary>
    public Guid? SessionId { get; init; }

    /// <summary>
    /// Account, film, and playback session or else beginning and device, as one text: a play that has them all is the same play. A
    /// session is of one device, and begins once. Unset once it is removed, so that it can be added again.
    /// </summary>
    public required string? NaturalKey { get; init; }

    /// <summary>Set once it is removed; it goes when the event that tells so is published.</summary>
    public DateTimeOffset? RemovedAt { get; init; }

    /// <summary>A play that a player's reports tell of.</summary>
    /// <param name="accountId">Who watched.</param>
    /// <param name="movie">What.</param>
    /// <param name="watchedAt">When, in whole milliseconds.</param>
    /// <param name="sessionId">The playback session; none for a play of which only this is known.</param>
    public static Play Of(Guid accountId, MovieSnapshot movie, DateTimeOffset watchedAt, Guid? sessionId = null) =>
        Of(accountId, movie, watchedAt, startedAt: null, device: null) is var play && sessionId is { } session
            ? play with { SessionId = session, NaturalKey = $"{accountId:N}/{movie.MovieId:N}/{session:N}" }
            : play;

    /// <summary>A play that the account tells of itself.</summary>
    /// <param name="accountId">Who watched.</param>
    /// <param name="movie">What.</param>
    /// <param name="watchedAt">When, in whole milliseconds.</param>
    /// <param name="startedAt">When it began, where that is known.</param>
    /// <param name="device">What it was watched on, where that is known.</param>
    public static Play Of(Guid accountId, MovieSnapshot movie, DateTimeOffset watchedAt, DateTimeOffset? startedAt, string? device) => new()
    {
        AccountId = accountId,
        MovieId = movie.MovieId,
        WatchedAt = watchedAt,
        StartedAt = startedAt,
        Device = device,
        Title = movie.Title,
        ReleaseYear = movie.ReleaseYear,
        NaturalKey = string.Create(
            CultureInfo.InvariantCulture,
            $"{accountId:N}/{movie.MovieId:N}/{(startedAt ?? watchedAt).ToUnixTimeMilliseconds()}{(device is null ? "" : $"/{device}")}"),
    };

    /// <summary>What is left of it until the event is published: nothing of whose it was.</summary>
    public Play Remove(DateTimeOffset now) => new()
    {
        AccountId = Guid.Empty,
        MovieId = MovieId,
        WatchedAt = WatchedAt,
        Title = "",
        NaturalKey = null,
        RemovedAt = now,
    };

    /// <summary>The event of its removal.</summary>
    public EventMessage Deletion(Guid id, DateTimeOffset now) =>
        PlaybackEvents.PlayDeleted.Create(id.ToString(), new(id, AccountId, MovieId), now);
}
