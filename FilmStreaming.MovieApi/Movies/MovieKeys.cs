using System.Globalization;

namespace FilmStreaming.MovieApi.Movies;

/// <summary>What a film is found by: derived from its content with every write.</summary>
internal sealed record MovieKeys
{
    /// <summary>Raised with every change of what <see cref="Of"/> derives, so that the films that are there are derived anew.</summary>
    public const int CurrentForm = 3;

    // Not a date at all, so that it is later than every one.
    private const double Never = 9e15;

    /// <summary>The <see cref="CurrentForm"/> of the release that derived it; 0 before there were forms.</summary>
    public int Form { get; init; }

    /// <summary>Folded title and release year: two films of one title are remakes exactly if their years differ.</summary>
    public required string Natural { get; init; }

    public string? Imdb { get; init; }
    public string? Tmdb { get; init; }
    public string? Wikidata { get; init; }

    /// <summary>What it is found by with equality, in ordinal order: see <see cref="FilmTokens"/>.</summary>
    public IReadOnlyList<string> Tokens { get; init => field = value ?? []; } = [];

    public FacetKeys Facets { get; init => field = value ?? new(); } = new();

    // What these are is said at the members of CatalogueKey of the same names.
    public required string SortTitle { get; init; }
    public double Released { get; init; }
    public double Score { get; init; }
    public double Popularity { get; init; }

    /// <summary>
    /// The whole part of <see cref="Popularity"/>, by which the index of <see cref="Tokens"/> is sorted: each change of it is one of as
    /// many entries as the film has tokens, and so it must be rare.
    /// </summary>
    public int Band { get; init; }

    public double Added { get; init; }
    public double? Rating { get; init; }
    public double? Runtime { get; init; }
    public double AvailableFrom { get; init; }
    public double AvailableUntil { get; init; }

    public static MovieKeys Of(Movie movie) => new()
    {
        Form = CurrentForm,
        Natural = NaturalOf(movie.Title, movie.ReleaseYear),
        Imdb = movie.ExternalIds?.Imdb,
        Tmdb = movie.ExternalIds?.Tmdb?.ToString(CultureInfo.InvariantCulture),
        Wikidata = movie.ExternalIds?.Wikidata,
        Tokens = FilmTokens.Of(movie),
        Facets = FacetKeys.Of(movie),
        SortTitle = FoldedText.SortKey(movie.Title),
        Released = movie.ReleaseDate is { } day ? DayNumber(day.Year, day.Month, day.Day) : DayNumber(movie.ReleaseYear ?? 0, 0, 0),
        Score = MovieScore.OfRating(movie.Rating),
        Popularity = MovieScore.OfPopularity(movie.Rating),
        Band = BandOf(MovieScore.OfPopularity(movie.Rating)),
        Added = movie.CreatedAt.ToUnixTimeMilliseconds(),
        Rating = movie.Rating?.Average,
        Runtime = movie.RuntimeMinutes,
        AvailableFrom = movie.AvailableFrom?.ToUnixTimeMilliseconds() ?? 0,
        AvailableUntil = movie.AvailableUntil?.ToUnixTimeMilliseconds() ?? Never,
    };

    public static string NaturalOf(string title, int? releaseYear) =>
        $"{FoldedText.SortKey(title)}|{releaseYear?.ToString(CultureInfo.InvariantCulture) ?? "-"}";

    public MovieKeys WithPopularity(double popularity) => this with { Popularity = popularity, Band = BandOf(popularity) };

    /// <summary>The form of <see cref="Band"/>.</summary>
    public static int BandOf(double popularity) => (int)Math.Floor(popularity);

    /// <summary>The form of <see cref="Released"/>.</summary>
    public static double DayNumber(int year, int month, int day) => (year * 100 + month) * 100 + day;
}
