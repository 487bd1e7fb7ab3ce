using FilmStreaming.MovieApi.Movies.Contracts;

namespace FilmStreaming.MovieApi.Similar;

/// <param name="Items">The most similar first; only films that share something.</param>
public sealed record SimilarMovieList(IReadOnlyList<SimilarMovie> Items);

/// <summary>A film that has something in common with another.</summary>
public sealed record SimilarMovie
{
    public required MovieResponse Movie { get; init; }

    /// <summary>
    /// Which share of what the other film is known by this one has too, above 0 and up to 1. What few films have weighs more.
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
}
