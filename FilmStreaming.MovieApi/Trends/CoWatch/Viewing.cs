using FilmStreaming.ServiceDefaults;
using FilmStreaming.Storage;

namespace FilmStreaming.MovieApi.Trends.CoWatch;

/// <summary>Which films a viewer has watched to the end lately. Made of the viewer's <see cref="PlayFact">facts</see> only.</summary>
internal sealed record Viewing
{
    /// <summary>How many films of a viewer count, the latest ones: who watches everything would tell as much of any two films.</summary>
    public const int MaxMovies = 100;

    /// <summary>How many of a viewer's completions those are looked for in.</summary>
    public const int MaxCompletions = 1000;

    /// <summary>Each once, the latest first.</summary>
    public IReadOnlyList<Guid> Movies { get; init => field = value ?? []; } = [];

    public required DateTimeOffset ExpiresAt { get; init; }

    public static Guid IdOf(string viewer) => DigestId.Of($"viewing {viewer}");

    /// <param name="completions">The latest first.</param>
    /// <param name="now">The expiry where there are none.</param>
    public static Viewing Of(IReadOnlyList<PlayFact> completions, DateTimeOffset now) => new()
    {
        Movies = [.. completions.Select(fact => fact.MovieId).Distinct().Take(MaxMovies)],
        // Later than its facts, so that of two who count at once neither finds it gone.
        ExpiresAt = completions is [var latest, ..] ? latest.ExpiresAt.AddHours(1) : now.AddHours(1),
    };
}

/// <summary>What viewers have watched.</summary>
internal interface IViewingStore
{
    IDocuments<Viewing> Documents { get; }

    /// <summary>Those who have watched a film, by id, which is a digest: the first are as good a sample as any. At most so many.</summary>
    Task<IReadOnlyList<Viewing>> ListAsync(Guid movieId, int take, CancellationToken cancellationToken);
}
