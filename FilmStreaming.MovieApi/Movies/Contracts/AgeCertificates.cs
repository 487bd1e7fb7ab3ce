using System.Collections.Frozen;

namespace FilmStreaming.MovieApi.Movies.Contracts;

/// <summary>
/// From which age certificates admit. It is the one place that knows them: the boards' own ages where they state one, else the age
/// from which a child may see the film without an adult.
/// </summary>
internal static class AgeCertificates
{
    private static readonly FrozenDictionary<(string Country, string Certificate), int> Ages =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            // FSK, and what is usual for it in the same or neighbouring words.
            ["DE"] = "0=0 6=6 12=12 16=16 18=18",
            ["AT"] = "0=0 6=6 8=8 10=10 12=12 14=14 16=16 18=18",
            ["CH"] = "0=0 6=6 8=8 10=10 12=12 14=14 16=16 18=18",
            // MPA films, and the TV Parental Guidelines.
            ["US"] = "G=0 PG=8 PG-13=13 R=17 NC-17=18 X=18 TV-Y=0 TV-Y7=7 TV-G=0 TV-PG=8 TV-14=14 TV-MA=17",
            ["CA"] = "G=0 PG=8 14A=14 18A=18 R=18 A=18",
            // BBFC, with its older letters.
            ["GB"] = "U=0 UC=0 PG=8 A=8 12=12 12A=12 AA=14 15=15 18=18 X=18 R18=18",
            ["IE"] = "G=0 PG=8 12=12 12A=12 15=15 15A=15 16=16 18=18",
            // CNC: tous publics.
            ["FR"] = "U=0 TP=0 10=10 12=12 16=16 18=18",
            ["ES"] = "A=0 APTA=0 TP=0 7=7 12=12 13=13 16=16 18=18 X=18",
            ["IT"] = "T=0 6+=6 14+=14 18+=18 VM12=12 VM14=14 VM18=18",
            ["NL"] = "AL=0 6=6 9=9 12=12 14=14 16=16 18=18",
            ["SE"] = "BTL=0 7=7 11=11 15=15",
            ["DK"] = "A=0 7=7 11=11 15=15",
            ["NO"] = "A=0 6=6 9=9 12=12 15=15 18=18",
            ["FI"] = "S=0 K-7=7 K-12=12 K-16=16 K-18=18 7=7 12=12 16=16 18=18",
            ["PT"] = "M/3=3 M/6=6 M/12=12 M/14=14 M/16=16 M/18=18",
            ["AU"] = "G=0 PG=8 M=15 MA15+=15 R18+=18 X18+=18",
            ["NZ"] = "G=0 PG=8 M=16 R13=13 R15=15 R16=16 R18=18",
            ["BR"] = "L=0 10=10 12=12 14=14 16=16 18=18",
            ["JP"] = "G=0 PG12=12 R15+=15 R18+=18",
            ["KR"] = "ALL=0 12=12 15=15 18=18 19=18",
            ["IN"] = "U=0 U/A=12 UA=12 A=18",
            ["RU"] = "0+=0 6+=6 12+=12 16+=16 18+=18",
        }
        .SelectMany(country => country.Value.Split(' ').Select(pair => pair.Split('=')), (country, pair) =>
            KeyValuePair.Create((country.Key, pair[0]), int.Parse(pair[1], System.Globalization.CultureInfo.InvariantCulture)))
        .ToFrozenDictionary();

    /// <summary>
    /// The strictest of the certificates that are known, so that a film is never shown to somebody whom a country would turn away.
    /// </summary>
    /// <returns>An age of 0 to 18; null when none is known, as for <c>Passed</c> and <c>Not Rated</c>.</returns>
    public static int? MaturityOf(IReadOnlyDictionary<string, string>? certificates) => certificates?
        .Select(pair => AgeOf(pair.Key, pair.Value))
        .Max();

    /// <param name="country">ISO 3166-1 alpha-2, in capitals.</param>
    /// <param name="certificate">As the country's board writes it; case does not count.</param>
    public static int? AgeOf(string country, string certificate) =>
        Ages.TryGetValue((country, certificate.Trim().ToUpperInvariant()), out var age) ? age : null;
}
