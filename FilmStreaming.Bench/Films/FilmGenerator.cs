using System.Globalization;
using System.Text;
using System.Text.Json;
using FilmStreaming.MovieApi;
using FilmStreaming.MovieApi.Movies;
using FilmStreaming.MovieApi.Movies.Contracts;

namespace FilmStreaming.Bench.Films;

/// <summary>
/// Makes catalogues of any size: the same seed gives the same films, and the first n of a longer catalogue are those of a shorter
/// one. Words, people and genres are as unequally common as in real catalogues. No two films have one title and year, or an external id.
/// </summary>
internal sealed class FilmGenerator(int seed = 1)
{
    /// <summary>How many people make all the films; the best known of them make most.</summary>
    private const int People = 200_000;

    private const int LastYear = 2025;

    private static readonly (string Genre, int Weight)[] Genres =
    [
        ("Drama", 45), ("Comedy", 28), ("Documentary", 16), ("Romance", 14), ("Thriller", 13), ("Action", 12), ("Horror", 11),
        ("Crime", 11), ("Family", 7), ("Adventure", 7), ("Animation", 6), ("Science Fiction", 5), ("Mystery", 5), ("Fantasy", 5),
        ("Music", 5), ("History", 4), ("War", 3), ("Western", 3), ("Short", 3), ("Sport", 2), ("Film-Noir", 1),
    ];

    private static readonly ((string Language, string Country) Origin, int Weight)[] Origins =
    [
        (("en", "US"), 40), (("en", "GB"), 9), (("fr", "FR"), 8), (("de", "DE"), 6), (("ja", "JP"), 6), (("hi", "IN"), 6),
        (("it", "IT"), 5), (("es", "ES"), 4), (("zh", "CN"), 3), (("ko", "KR"), 3), (("en", "CA"), 3), (("es", "MX"), 2),
        (("pt-BR", "BR"), 2), (("ru", "RU"), 2), (("sv", "SE"), 2), (("da", "DK"), 1), (("pl", "PL"), 1), (("tr", "TR"), 1),
        (("fa", "IR"), 1), (("cs", "CZ"), 1), (("fi", "FI"), 1), (("ar", "EG"), 1), (("nl", "NL"), 1),
    ];

    private static readonly (string Certificate, int Weight)[] American =
        [("R", 40), ("PG-13", 22), ("PG", 18), ("Not Rated", 14), ("G", 6), ("NC-17", 1)];

    private static readonly (string Certificate, int Weight)[] German = [("12", 35), ("16", 30), ("6", 18), ("0", 12), ("18", 5)];

    /// <summary>The first films of the catalogue.</summary>
    public IEnumerable<MovieRequest> Films(int count)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        return Enumerable.Range(1, count).Select(number => Film(number, taken));
    }

    /// <summary>The same as rows of an import, each with its line break.</summary>
    public IEnumerable<byte[]> Rows(int count) => Films(count)
        .Select(film => JsonSerializer.SerializeToUtf8Bytes(film, MovieJsonContext.Default.MovieRequest))
        .Select(row => (byte[])[.. row, (byte)'\n']);

    private MovieRequest Film(int number, HashSet<string> taken)
    {
        // Each film has a source of chance of its own, so that a change to one does not change all behind it.
        var random = new Random(unchecked(seed * 1_000_003 + number));
        var date = Released(random);
        var (language, country) = random.Weighted(Origins);
        var genres = random.Several(1 + random.Zipf(4), source => source.Weighted(Genres));
        var title = Title(random, date.Year, taken);
        var votes = (int)Math.Exp(random.Normal(5.5, 2.2));
        return new()
        {
            Title = title,
            OriginalTitle = language != "en" && random.Chance(0.6)
                ? $"{FilmWords.Surname(random.Next(FilmWords.Surnames))} {random.Zipf(FilmWords.Places)}"
                : null,
            Description = random.Chance(0.92) ? Description(random) : null,
            Tagline = random.Chance(0.3) ? Sentence(random, 6) : null,
            ReleaseDate = date,
            RuntimeMinutes = (int)Math.Clamp(genres.Contains("Short") ? random.Normal(14, 6) : random.Normal(99, 19), 1, 600),
            Genres = genres,
            Directors = random.Several(random.Chance(0.93) ? 1 : 2, Person),
            Writers = random.Several(1 + random.Zipf(3), Person),
            Cast = Cast(random),
            Languages = random.Chance(0.15) ? [language, language == "en" ? "fr" : "en"] : [language],
            Countries = random.Chance(0.18) && country != "FR" ? [country, "FR"] : [country],
            Certificates = Certificates(random),
            PosterUrl = random.Chance(0.8) ? $"https://images.example.org/posters/{number:x8}.jpg" : null,
            BackdropUrl = random.Chance(0.5) ? $"https://images.example.org/backdrops/{number:x8}.jpg" : null,
            ExternalIds = Ids(random, number),
            Rating = random.Chance(0.85)
                ? new() { Average = Math.Round(Math.Clamp(random.Normal(6.3, 1.1), 0, 10), 1), Votes = votes }
                : null,
            Tags = random.Several(random.Next(8), source => source.Zipf(FilmWords.Tags)),
            Status = random.Weighted([(MovieStatus.Published, 96), (MovieStatus.Draft, 2), (MovieStatus.Archived, 2)]),
            AvailableFrom = random.Chance(0.1) ? FirstOfAMonth(random, 2020) : null,
            AvailableUntil = random.Chance(0.1) ? FirstOfAMonth(random, 2028) : null,
        };
    }

    // The farther back, the fewer: half of all films are of the last 22 years.
    private static DateOnly Released(Random random)
    {
        var age = -Math.Log(1 - random.NextDouble() * 0.98) * 32;
        return new DateOnly(Math.Max(LastYear - (int)age, 1895), 1, 1).AddDays(random.Next(365));
    }

    private static string Title(Random random, int year, HashSet<string> taken)
    {
        var title = Capitalised(random.Next(10) switch
        {
            < 3 => $"the {random.Zipf(FilmWords.Adjectives)} {random.Zipf(FilmWords.Nouns)}",
            < 5 => $"{random.Zipf(FilmWords.Adjectives)} {random.Zipf(FilmWords.Nouns)}",
            5 => $"the {random.Zipf(FilmWords.Nouns)} of {random.Zipf(FilmWords.Places)}",
            6 => $"{random.Zipf(FilmWords.Nouns)} in {random.Zipf(FilmWords.Places)}",
            7 => $"{Person(random).Split(' ')[1]}'s {random.Zipf(FilmWords.Nouns)}",
            8 => Person(random),
            _ => $"{random.Zipf(FilmWords.Nouns)} and {random.Zipf(FilmWords.Nouns)}",
        });
        while (!taken.Add(MovieKeys.NaturalOf(title, year)))
        {
            title += random.Chance(0.5)
                ? $": {Capitalised(random.Zipf(FilmWords.Nouns))}"
                : $" of {Person(random).Split(' ')[1]}";
        }

        return title;
    }

    private static string Person(Random random)
    {
        var rank = random.Zipf(People);
        // Spreads neighbouring ranks over all names.
        var surname = (int)(rank * 48_271L % FilmWords.Surnames);
        return $"{FilmWords.FirstNames[rank % FilmWords.FirstNames.Length]} {FilmWords.Surname(surname)}";
    }

    private static DateTimeOffset FirstOfAMonth(Random random, int firstYear) =>
        new(firstYear + random.Next(8), 1 + random.Next(12), 1, 0, 0, 0, TimeSpan.Zero);

    private static CastMember[] Cast(Random random) => [.. Enumerable
        .Range(0, 2 + random.Next(14))
        .Select(i => new CastMember
        {
            Actor = Person(random),
            Character = random.Chance(0.8) ? FilmWords.FirstNames[random.Next(FilmWords.FirstNames.Length)] : null,
            Order = i,
        })
        .DistinctBy(member => member.Actor)];

    private static Dictionary<string, string>? Certificates(Random random)
    {
        var certificates = new Dictionary<string, string>();
        if (random.Chance(0.6))
            certificates["US"] = random.Weighted(American);
        if (random.Chance(0.3))
            certificates["DE"] = random.Weighted(German);
        return certificates.Count > 0 ? certificates : null;
    }

    private static ExternalIds Ids(Random random, int number) => new()
    {
        Imdb = random.Chance(0.9) ? string.Create(CultureInfo.InvariantCulture, $"tt{number + 1_000_000:0000000}") : null,
        Tmdb = number,
        Wikidata = random.Chance(0.4) ? string.Create(CultureInfo.InvariantCulture, $"Q{number}") : null,
    };

    private static string Description(Random random) =>
        string.Join(' ', Enumerable.Range(0, 1 + random.Next(4)).Select(_ => Sentence(random, 8 + random.Next(14))));

    private static string Sentence(Random random, int words)
    {
        var text = new StringBuilder();
        for (var i = 0; i < words; i++)
        {
            text.Append(i == 0 ? "" : " ").Append(random.Next(12) switch
            {
                < 5 => random.Zipf(FilmWords.Filler),
                < 8 => random.Zipf(FilmWords.Nouns),
                8 => random.Zipf(FilmWords.Adjectives),
                9 => random.Zipf(FilmWords.Verbs),
                10 => random.Zipf(FilmWords.Places),
                _ => random.Zipf(FilmWords.FirstNames),
            });
        }

        text[0] = char.ToUpperInvariant(text[0]);
        return text.Append('.').ToString();
    }

    private static string Capitalised(string words) => string.Join(' ', words.Split(' ').Select(word =>
        word is "of" or "in" or "and" ? word : $"{char.ToUpperInvariant(word[0])}{word[1..]}"));
}
