using FilmStreaming.MovieApi.Discovery;
using FilmStreaming.MovieApi.Discovery.Filters;
using FilmStreaming.MovieApi.Movies;
using FilmStreaming.MovieApi.Movies.Contracts;
using FilmStreaming.Storage;

namespace FilmStreaming.Tests.StoreContracts;

/// <summary>Made-up films with values that are frequent, rare, equal and missing, and the naive answers to queries of them.</summary>
internal sealed class CatalogueModel(int seed)
{
    private const int People = 20;

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Genres = ["Drama", "Comedy", "Film-Noir", "Western", "Science Fiction", "Musical"];
    private static readonly string[] Languages = ["en", "de", "pt", "pt-BR", "zh-Hant-TW"];
    private static readonly string[] Countries = ["US", "DE", "BR", "FR"];
    private readonly Random _random = new(seed);

    /// <summary>Some of each kind, alone and together.</summary>
    public static IReadOnlyList<MovieFilter> Filters { get; } =
    [
        MovieFilter.All,
        MovieFilter.Published,
        Of(Token("genre", "g:drama")),
        Of(Token("genre", "g:western", "g:musical")),
        Of(new TokenCondition("genre", ["g:drama", "g:comedy"], IsExclusion: true)),
        Of(Token("genre", "g:drama"), new TokenCondition("genre", ["g:comedy"], IsExclusion: true)),
        Of(Token("genre", "g:drama"), Token("language", "l:pt")),
        Of(Token("person", "p:person 7")),
        Of(Token("person", "p:nobody")),
        Of(Token("maturity", "m:0", "m:6", "m:12")),
        Of(Token("q")),
        Of(new PrefixCondition("q", ["1:fi"]), new PrefixCondition("q", ["1:elan", "2:elan"])),
        Of(Years(1930, 1939)),
        Of(Years(1931, 1931), Token("genre", "g:drama")),
        Of(Years(1800, 1801)),
        Of(new RangeCondition("rating", CatalogueKey.Rating, 9, null)),
        Of(new RangeCondition("rating", CatalogueKey.Rating, null, 2), Years(1920, 1950)),
        Of(new RangeCondition("runtime", CatalogueKey.Runtime, 90, 91)),
        Of(
            new RangeCondition("availableNow", CatalogueKey.AvailableFrom, null, Start.ToUnixTimeMilliseconds()),
            new RangeCondition("availableNow", CatalogueKey.AvailableUntil, Start.ToUnixTimeMilliseconds() + 1, null)),
        MovieFilter.Published.And(Token("country", "c:DE"), new RangeCondition("runtime", CatalogueKey.Runtime, 60, 100)),
    ];

    public static RangeCondition Years(int first, int last) => new(
        "year", CatalogueKey.Released, MovieKeys.DayNumber(first, 0, 0), MovieKeys.DayNumber(last, 99, 99));

    public static IReadOnlyList<Document<Movie>> Matching(IEnumerable<Document<Movie>> films, MovieFilter filter) =>
        [.. films.Where(film => filter.Conditions.All(condition => condition.IsMetBy(film.Body.Keys!)))];

    public static IReadOnlyList<Document<Movie>> Sorted(IEnumerable<Document<Movie>> films, MovieOrder order)
    {
        var ascending = films.OrderBy(film => order.Key.Of(film.Body.Keys!)!.Value).ThenBy(film => film.Id);
        return order.IsDescending ? [.. ascending.Reverse()] : [.. ascending];
    }

    public IReadOnlyList<Document<Movie>> Films(int count) => [.. Enumerable.Range(0, count).Select(Film)];

    public Document<Movie> Film(int number)
    {
        var votes = _random.Next(3) == 0 ? 0 : _random.Next(1, 5) * 100;
        int? year = _random.Next(10) == 0 ? null : _random.Next(1920, 1960);
        var content = new MovieRequest
        {
            Title = $"{Pick("Film", "Élan", "the film", "Zoë \U00010400", "\uE000")} {number}",
            ReleaseYear = year,
            ReleaseDate = year is { } known && _random.Next(2) == 0 ? new DateOnly(known, _random.Next(1, 13), 5) : null,
            RuntimeMinutes = _random.Next(5) == 0 ? null : _random.Next(60, 120),
            Genres = Some(Genres),
            Directors = [$"Person {_random.Next(People)}"],
            Languages = Some(Languages),
            Countries = Some(Countries),
            Tags = _random.Next(4) == 0 ? ["Restored", "silent"] : null,
            Maturity = _random.Next(3) == 0 ? null : _random.Next(4) * 6,
            Rating = votes == 0 ? null : new() { Average = _random.Next(0, 101) / 10.0, Votes = votes },
            Status = _random.Next(6) == 0 ? MovieStatus.Draft : null,
            AvailableFrom = _random.Next(3) == 0 ? Start.AddDays(_random.Next(-2, 3)) : null,
            AvailableUntil = _random.Next(3) == 0 ? Start.AddDays(_random.Next(3, 5)) : null,
        };
        // Several films are added in the same millisecond.
        var film = Movie.Create(content, Start.AddMilliseconds(number / 7));
        return new() { Id = Guid.CreateVersion7(film.CreatedAt), Version = 1, Body = film };
    }

    private static MovieFilter Of(params MovieCondition[] conditions) => new(conditions);

    private static TokenCondition Token(string parameter, params string[] tokens) => new(parameter, tokens);

    private string Pick(params string[] values) => values[_random.Next(values.Length)];

    // The first ones are frequent, the last ones rare.
    private string[] Some(string[] values) => [.. values.Where((_, i) => _random.Next(i + 2) == 0)];
}
