using System.Globalization;

namespace FilmStreaming.MovieApi.Movies;

/// <summary>What a film counts under in each facet, as it is shown; values that a filter takes for one are there once.</summary>
internal sealed record FacetKeys
{
    public IReadOnlyList<string> Genres { get; init => field = value ?? []; } = [];

    /// <summary>First years, such as <c>1990</c>: one, or none where the year is not known.</summary>
    public IReadOnlyList<string> Decades { get; init => field = value ?? []; } = [];

    public IReadOnlyList<string> Languages { get; init => field = value ?? []; } = [];
    public IReadOnlyList<string> Countries { get; init => field = value ?? []; } = [];

    /// <summary>The age: one, or none where it is not known.</summary>
    public IReadOnlyList<string> Maturity { get; init => field = value ?? []; } = [];

    public IReadOnlyList<string> Tags { get; init => field = value ?? []; } = [];

    public static FacetKeys Of(Movie movie) => new()
    {
        Genres = [.. movie.Genres.DistinctBy(FilmTokens.Genre)],
        Decades = movie.ReleaseYear is { } year ? [Text(year / 10 * 10)] : [],
        Languages = [.. movie.Languages.SelectMany(FilmTokens.WithMacrolanguage).DistinctBy(FilmTokens.Language)],
        Countries = [.. movie.Countries.DistinctBy(FilmTokens.Country)],
        Maturity = movie.SuitableFrom() is { } age ? [Text(age)] : [],
        Tags = [.. movie.Tags.DistinctBy(FilmTokens.Tag)],
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
