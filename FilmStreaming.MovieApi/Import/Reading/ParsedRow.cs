using FilmStreaming.MovieApi.Export;
using FilmStreaming.MovieApi.Movies.Contracts;
using FilmStreaming.ServiceDefaults.Rows;

namespace FilmStreaming.MovieApi.Import.Reading;

/// <summary>A row as a film, or why it is none.</summary>
internal sealed record ParsedRow(int Number, MovieRequest? Film, string? Reason = null)
{
    /// <summary>What else an exported film has.</summary>
    public ExportedMovie? Export { get; init; }
}

/// <summary>Reads rows of one shape.</summary>
internal delegate ParsedRow RowParser(RawRow row);
