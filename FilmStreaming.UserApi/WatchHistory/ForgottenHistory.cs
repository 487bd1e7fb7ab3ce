namespace FilmStreaming.UserApi.WatchHistory;

/// <summary>
/// Since when an account's history is forgotten: reports from before say nothing any more, whichever replica applies them and whenever.
/// Its id is the account's.
/// </summary>
internal sealed record ForgottenHistory
{
    /// <summary>Longer than a page of the journal is open.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    /// <summary>More films than anybody removes one by one in that time.</summary>
    private const int MaxFilms = 1000;

    /// <summary>All of it.</summary>
    public DateTimeOffset? All { get; init; }

    /// <summary>That of some films, the last at the end.</summary>
    public IReadOnlyList<ForgottenFilm> Films { get; init => field = value ?? []; } = [];

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <param name="before">What was forgotten until now.</param>
    /// <param name="movieId">What is to be; null for all.</param>
    /// <param name="now">Since then.</param>
    public static ForgottenHistory With(ForgottenHistory? before, Guid? movieId, DateTimeOffset now) => new()
    {
        All = movieId is null ? now : before?.All,
        Films = movieId is { } film
            ? [.. (before?.Films ?? []).Where(known => known.MovieId != film).Append(new(film, now)).TakeLast(MaxFilms)]
            : [],
        ExpiresAt = now + Lifetime,
    };

    public bool Covers(Guid movieId, DateTimeOffset writtenAt) =>
        writtenAt <= All || Films.Any(film => film.MovieId == movieId && writtenAt <= film.Since);
}

internal sealed record ForgottenFilm(Guid MovieId, DateTimeOffset Since);

/// <summary>What accounts have forgotten.</summary>
internal interface IForgottenHistoryStore
{
    Task<IReadOnlyDictionary<Guid, ForgottenHistory>> FindManyAsync(IReadOnlyCollection<Guid> accountIds, CancellationToken cancellationToken);

    /// <summary>Forgets a film, or everything where it is null.</summary>
    Task AddAsync(Guid accountId, Guid? movieId, DateTimeOffset now, CancellationToken cancellationToken);

    Task RemoveAsync(Guid accountId, CancellationToken cancellationToken);
}
