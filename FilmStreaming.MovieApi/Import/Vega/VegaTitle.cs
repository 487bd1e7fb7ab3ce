using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace FilmStreaming.MovieApi.Import.Vega;

/// <summary>Mends the titles of the vega-datasets.</summary>
internal static partial class VegaTitle
{
    private static readonly Encoding Macintosh = Strict(10000);
    private static readonly Encoding Windows = Strict(1252);

    /// <summary>
    /// <c>Boot, Das</c> becomes <c>Das Boot</c>; <c>Lolita (1962)</c> becomes <c>Lolita</c> if that is its year, or if it has no
    /// other; <c>AmÈlie</c> becomes <c>Amélie</c>.
    /// </summary>
    public static (string Title, int? Year) Clean(string text, int? year)
    {
        var title = Decode(text.Trim());
        if (Year().Match(title) is { Success: true } match
            && int.Parse(match.Groups["year"].ValueSpan, CultureInfo.InvariantCulture) is var ownYear
            && (year ?? ownYear) == ownYear)
        {
            (title, year) = (match.Groups["title"].Value, ownYear);
        }

        return (Article().Replace(title, "$2 $1"), year);
    }

    // The file was once read as Mac Roman though it was written as Windows-1252. Reading it the right way is exact, and text with
    // a letter that Mac Roman lacks cannot have come about that way.
    private static string Decode(string text)
    {
        if (Ascii.IsValid(text))
            return text;
        try
        {
            return Windows.GetString(Macintosh.GetBytes(text));
        }
        catch (ArgumentException)
        {
            return text;
        }
    }

    private static Encoding Strict(int codePage) =>
        CodePagesEncodingProvider.Instance.GetEncoding(codePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    [GeneratedRegex(@"^(?<title>.+) \((?<year>(18|19|20)[0-9]{2})\)$")]
    private static partial Regex Year();

    [GeneratedRegex("^(.+), (The|A|An|Das|Der|Die|El|Il|La|Las|Le|Les|Los)$")]
    private static partial Regex Article();
}
