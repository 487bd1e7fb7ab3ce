using FilmStreaming.MovieApi.Movies;

namespace FilmStreaming.MovieApi.Similar;

/// <summary>As what a film has something.</summary>
internal enum TraitKind
{
    Director,
    Writer,
    Actor,
    Genre,
}

/// <summary>Something that films can have in common.</summary>
/// <param name="Kind">As what.</param>
/// <param name="Token">What films are found by that have it, perhaps as something else: see <see cref="FilmTokens"/>.</param>
/// <param name="Name">As the film writes it; does not count for equality.</param>
internal readonly record struct FilmTrait(TraitKind Kind, string Token, string Name)
{
    /// <summary>How many actors of a film count, by their billing: the others say little of it, and each makes the question longer.</summary>
    public const int MaxActors = 12;

    /// <summary>How much a trait says of what a film is like, in equals of a director's.</summary>
    public double Emphasis => Kind switch
    {
        TraitKind.Writer => 0.75,
        TraitKind.Actor => 0.6,
        _ => 1,
    };

    public static IReadOnlyList<FilmTrait> Of(Movie movie, int maxActors = MaxActors) =>
    [
        .. movie.Directors.Select(name => new FilmTrait(TraitKind.Director, FilmTokens.Person(name), name))
            .Concat(movie.Writers.Select(name => new FilmTrait(TraitKind.Writer, FilmTokens.Person(name), name)))
            .Concat(movie.Cast.Take(maxActors).Select(member => new FilmTrait(TraitKind.Actor, FilmTokens.Person(member.Actor!), member.Actor!)))
            .Concat(movie.Genres.Select(name => new FilmTrait(TraitKind.Genre, FilmTokens.Genre(name), name)))
            .Distinct(),
    ];

    public bool Equals(FilmTrait other) => Kind == other.Kind && Token == other.Token;

    public override int GetHashCode() => HashCode.Combine(Kind, Token);
}
