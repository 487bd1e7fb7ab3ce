using System.Globalization;
using FilmStreaming.MovieApi.Movies.Contracts;
using FilmStreaming.MovieApi.Search;

namespace FilmStreaming.MovieApi.Movies;

/// <summary>
/// Writes what a film may be asked for by equality as short texts that begin with their kind, so that one index of MongoDB answers
/// them all. Filters write what they look for in the same way.
/// </summary>
internal static class FilmTokens
{
    public static string Genre(string name) => "g:" + FoldedText.SortKey(name);

    public static string Person(string name) => "p:" + FoldedText.SortKey(name);

    public static string Tag(string name) => "t:" + FoldedText.SortKey(name);

    /// <summary>A film in <c>pt-BR</c> also has the token of <c>pt</c>.</summary>
    public static string Language(string tag) => "l:" + tag.ToLowerInvariant();

    public static string Country(string code) => "c:" + code.ToUpperInvariant();

    public static string Maturity(int age) => string.Create(CultureInfo.InvariantCulture, $"m:{age}");

    public static string Status(MovieStatus status) => status switch
    {
        MovieStatus.Published => "s:published",
        MovieStatus.Draft => "s:draft",
        _ => "s:archived",
    };

    /// <summary>All of a film's, each once, in the order of <see cref="StringComparer.Ordinal"/>, so that they can be searched by halves.</summary>
    public static IReadOnlyList<string> Of(Movie movie) =>
    [
        .. movie.Genres.Select(Genre)
            .Concat(movie.People().Select(Person))
            .Concat(movie.Tags.Select(Tag))
            .Concat(movie.Languages.SelectMany(WithMacrolanguage).Select(Language))
            .Concat(movie.Countries.Select(Country))
            .Concat(movie.SuitableFrom() is { } age ? [Maturity(age)] : [])
            .Append(Status(movie.Status))
            .Concat(SearchTerms.Of(movie))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The tag, and what it is without region and script.</summary>
    public static IEnumerable<string> WithMacrolanguage(string tag) =>
        tag.IndexOf('-', StringComparison.Ordinal) is > 0 and var end ? [tag, tag[..end]] : [tag];
}
