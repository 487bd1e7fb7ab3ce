using System.Globalization;
using FilmStreaming.MovieApi.Search;

namespace FilmStreaming.MovieApi.Movies;

/// <summary>What a film is found by: derived from its content with every write.</summary>
internal sealed record MovieKeys
{
    /// <summary>Folded title and release year: two films of one title are remakes exactly if their years differ.</summary>
    public required string Natural { get; init; }

    public string? Imdb { get; init; }
    public string? Tmdb { get; init; }
    public string? Wikidata { get; init; }

    /// <summary>The folded title, which lists are sorted by.</summary>
    public required string SortTitle { get; init; }

    /// <summary>The folded words of the title, which searches match by prefix.</summary>
    public required IReadOnlyList<string> TitleWords { get; init; }

    /// <summary>What searches read: see <see cref="SearchTerms"/>.</summary>
    public IReadOnlyList<string> Terms { get; init => field = value ?? []; } = [];

    public static MovieKeys Of(Movie movie) => new()
    {
        Natural = NaturalOf(movie.Title, movie.ReleaseYear),
        Imdb = movie.ExternalIds?.Imdb,
        Tmdb = movie.ExternalIds?.Tmdb?.ToString(CultureInfo.InvariantCulture),
        Wikidata = movie.ExternalIds?.Wikidata,
        SortTitle = FoldedText.SortKey(movie.Title),
        TitleWords = FoldedText.IndexWords(movie.Title),
        Terms = SearchTerms.Of(movie),
    };

    public static string NaturalOf(string title, int? releaseYear) =>
        $"{FoldedText.SortKey(title)}|{releaseYear?.ToString(CultureInfo.InvariantCulture) ?? "-"}";
}
