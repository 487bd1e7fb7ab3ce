using FilmStreaming.MovieApi.Movies;
using FilmStreaming.MovieApi.Movies.Contracts;
using FilmStreaming.MovieApi.Movies.Storage;
using FilmStreaming.Storage;

namespace FilmStreaming.MovieApi.Import.Writing;

/// <summary>What is to be done with a row, given the films that are there.</summary>
/// <param name="Film">The film as the row makes it; null when the row is rejected.</param>
/// <param name="Current">The film that the row means; null when it is new.</param>
/// <param name="Reason">Why the row is rejected.</param>
internal sealed record RowDecision(Movie? Film, Document<Movie>? Current = null, string? Reason = null)
{
    public bool ChangesNothing => Current is not null && Film is not null && Film.HasContentOf(Current.Body);

    /// <summary>
    /// A row means the film that has one of its external ids, else the film that has its title and year. Two films are never
    /// made one: where the keys of a row belong to different films, it is rejected.
    /// </summary>
    /// <param name="row">What it says.</param>
    /// <param name="keys">The row as <see cref="FilmView.AsFilm"/>.</param>
    /// <param name="films">The films that are there.</param>
    /// <param name="now">In whole milliseconds.</param>
    public static RowDecision Of(MovieRequest row, Movie keys, FilmView films, DateTimeOffset now)
    {
        var byExternalId = MovieCollection.ByExternalId.Select(index => films.Find(index, keys)).OfType<Document<Movie>>()
            .DistinctBy(document => document.Id).ToList();
        if (byExternalId.Count > 1)
            return Reject("externalIds: they belong to different films.");
        var current = byExternalId.SingleOrDefault() ?? films.Find(MovieCollection.ByNaturalKey, keys);

        var content = current is null ? row : row.Over(current.Body);
        if (MovieRules.FirstViolation(content) is { } violation)
            return Reject(violation);
        if (current is null)
            return new(Movie.Create(content, now));
        if (byExternalId.Count == 0 && Differs(keys, current.Body) is { } index)
            return Reject($"title: film {current.Id} has this title and year, and another {index.Name} id.");

        var film = current.Body.Replace(content, now);
        var taken = MovieCollection.Definition.Unique.FirstOrDefault(key => films.Find(key, film) is { } other && other.Id != current.Id);
        return taken is null ? new(film, current) : Reject(Taken(taken.Name));
    }

    public static string Taken(string? index) => index == MovieCollection.ByNaturalKey.Name
        ? "title: another film has this title and year."
        : $"externalIds: another film has this {index} id.";

    private static UniqueIndex<Movie>? Differs(Movie row, Movie film) => MovieCollection.ByExternalId.FirstOrDefault(index =>
        index.Key(row) is { } rowKey && index.Key(film) is { } filmKey && rowKey != filmKey);

    private static RowDecision Reject(string reason) => new(null, null, reason);
}
