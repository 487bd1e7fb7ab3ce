using FilmStreaming.Storage;

namespace FilmStreaming.MovieApi.Trends;

/// <summary>The plays that films are ranked by.</summary>
internal interface IPlayFactStore
{
    IDocuments<PlayFact> Documents { get; }

    /// <summary>
    /// How many plays of a film count on a day, by hours: of each viewer at most <see cref="PlayFact.MostOfADay"/>, all as of the first one's
    /// hour; without those taken back.
    /// </summary>
    /// <param name="movieId">The film.</param>
    /// <param name="day">In whole days since 1970, in UTC.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>In any order; hours without any are left out.</returns>
    Task<IReadOnlyList<HourOfPlays>> CountAsync(Guid movieId, long day, CancellationToken cancellationToken);

    /// <summary>Some of a viewer's plays, those taken back too; at most so many.</summary>
    Task<IReadOnlyList<Document<PlayFact>>> ListAsync(string viewer, int take, CancellationToken cancellationToken);

    /// <summary>What a viewer has watched to the end, the latest first, those of one hour by id; at most so many.</summary>
    Task<IReadOnlyList<Document<PlayFact>>> ListCompletionsAsync(string viewer, int take, CancellationToken cancellationToken);
}

/// <summary>How much each film was played lately.</summary>
internal interface ITrendStore
{
    IDocuments<MovieTrend> Documents { get; }

    /// <summary>Films by their score, the greatest first, those of equal score by id.</summary>
    /// <param name="window">Which score.</param>
    /// <param name="floor">No film with less.</param>
    /// <param name="after">Starts behind this position; null for the first ones.</param>
    /// <param name="take">At most so many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<TrendPosition>> ListAsync(
        TrendWindow window, double floor, TrendPosition? after, int take, CancellationToken cancellationToken);
}

/// <param name="Score">See <see cref="ForwardDecay"/>.</param>
/// <param name="MovieId">The film.</param>
internal readonly record struct TrendPosition(double Score, Guid MovieId);
