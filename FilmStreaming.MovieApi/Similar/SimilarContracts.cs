using FilmStreaming.MovieApi.Movies.Contracts;

namespace FilmStreaming.MovieApi.Similar;

/// <param name="Items">The most similar first; only films that share something.</param>
public sealed record SimilarMovieList(IReadOnlyList<SimilarMovie> Items);

/// <summary>A film that has something in common with another.</summary>
public sealed record SimilarMovie
{
    public required MovieResponse Movie { get; init; }

    /// <summary>
    /// Which share of what the other film is known by this one has too; what few films have weighs more. Where those who watched the
    /// other film watched this one too, what is missing of 1 is less by the share that <c>watchedAlso</c> says. Above 0 and up to 1.
    /// </summary>
    public required double Score { get; init; }

    /// <summary>Why it is here.</summary>
    public required SharedTraits Reasons { get; init; }
}

/// <summary>What two films have in common, the rarest first, as the film that was asked about writes it.</summary>
public sealed record SharedTraits
{
    public required IReadOnlyList<string> SharedDirectors { get; init; }

    public required IReadOnlyList<string> SharedWriters { get; init; }

    /// <summary>Actors; of the film that was asked about, its first 12.</summary>
    public required IReadOnlyList<string> SharedCast { get; init; }

    public required IReadOnlyList<string> SharedGenres { get; init; }

    /// <summary>
    /// How much more than by chance those who lately watched the film that was asked about to its end watched this one too, above 0 and
    /// below 1; left out where too few did to say so.
    /// </summary>
    public double? WatchedAlso { get; init; }
}
