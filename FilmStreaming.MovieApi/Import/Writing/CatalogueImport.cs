using System.Globalization;
using System.Runtime.CompilerServices;
using FilmStreaming.MovieApi.Import.Reading;
using FilmStreaming.MovieApi.Movies;
using Microsoft.Extensions.Options;

namespace FilmStreaming.MovieApi.Import.Writing;

/// <summary>Brings rows into the catalogue, a batch at a time.</summary>
internal sealed class CatalogueImport(IMovieStore store, IOptions<ImportOptions> options, TimeProvider time)
{
    /// <summary>How many rows are looked up and written together.</summary>
    private const int BatchSize = 200;

    /// <summary>Each batch of results is durable when it is returned.</summary>
    public async IAsyncEnumerable<IReadOnlyList<ImportRowResult>> RunAsync(
        RowReader rows, RowParser parse, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var seen = new SeenKeys();
        await foreach (var batch in rows.ReadAsync(cancellationToken).Select(row => Parse(row, parse)).Chunk(BatchSize))
        {
            using var activity = ImportTelemetry.StartBatch(batch.Length);
            var results = await new ImportBatch(store, time, seen, batch).WriteAsync(cancellationToken);
            ImportTelemetry.Count(results);
            yield return results;
        }
    }

    private ParsedRow Parse(RawRow row, RowParser parse) => row.Number <= options.Value.MaxRows
        ? parse(row)
        : new(row.Number, null, string.Create(CultureInfo.InvariantCulture, $"An import has at most {options.Value.MaxRows} rows."));
}
