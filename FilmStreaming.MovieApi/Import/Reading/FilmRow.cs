using FilmStreaming.ServiceDefaults.Rows;

namespace FilmStreaming.MovieApi.Import.Reading;

/// <summary>Rows in the form in which this API itself gives and takes films.</summary>
internal static class FilmRow
{
    public static ParsedRow Parse(RawRow row)
    {
        var (film, reason) = RowJson.Read(row, MovieJsonContext.Default.MovieRequest);
        return new(row.Number, film, reason);
    }
}
