using System.Globalization;
using System.Text.Json;
using FilmStreaming.MovieApi.Import.Reading;
using FilmStreaming.MovieApi.Movies.Contracts;
using FilmStreaming.ServiceDefaults.Rows;

namespace FilmStreaming.MovieApi.Import.Vega;

/// <summary>Takes the rows of the vega-datasets' <c>movies.json</c> as they are, and mends what is known to be wrong with them.</summary>
internal static class VegaMovieConverter
{
    /// <summary>The data set ends here: what claims to be later is from the century before.</summary>
    private const int LastYear = 2011;

    public static ParsedRow Parse(RawRow row)
    {
        var (source, reason) = RowJson.Read(row, MovieJsonContext.Default.VegaMovieRow);
        return source is null ? new(row.Number, null, reason) : Convert(row.Number, source);
    }

    private static ParsedRow Convert(int number, VegaMovieRow source)
    {
        var text = source.Title.ValueKind switch
        {
            JsonValueKind.String => source.Title.GetString(),
            JsonValueKind.Number => source.Title.GetRawText(),
            _ => null,
        };
        if (string.IsNullOrWhiteSpace(text))
            return new(number, null, "Title: the row has none.");
        if (source.ReleaseDate is not null && DateOf(source.ReleaseDate) is null)
            return new(number, null, "Release Date: not a date such as \"Jun 12 1998\".");

        var date = source.ReleaseDate is null ? null : DateOf(source.ReleaseDate);
        var (title, year) = VegaTitle.Clean(text, date?.Year);
        return new(number, new MovieRequest
        {
            Title = title,
            ReleaseDate = date,
            ReleaseYear = year,
            RuntimeMinutes = source.RunningTimeMinutes,
            Genres = GenresOf(source.MajorGenre),
            Directors = string.IsNullOrWhiteSpace(source.Director) ? null : [source.Director],
            Certificates = CertificatesOf(source.MpaaRating),
            Rating = source.ImdbRating is { } average ? new() { Average = average, Votes = source.ImdbVotes ?? 0 } : null,
        });
    }

    private static DateOnly? DateOf(string text) =>
        !DateOnly.TryParseExact(text, "MMM dd yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? null
        : date.Year > LastYear ? date.AddYears(-100)
        : date;

    // "Concert/Performance" is one genre in two words; this one is two genres.
    private static string[]? GenresOf(string? genre) => genre switch
    {
        null or "" => null,
        "Thriller/Suspense" => ["Thriller", "Suspense"],
        _ => [genre],
    };

    // "Not Rated" and "Open" say that there is no certificate.
    private static Dictionary<string, string>? CertificatesOf(string? rating) =>
        rating is null or "" or "Not Rated" or "Open" ? null : new() { ["US"] = rating };
}
