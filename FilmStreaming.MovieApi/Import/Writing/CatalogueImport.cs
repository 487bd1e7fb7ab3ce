using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using FilmStreaming.MovieApi.Import.Reading;
using FilmStreaming.MovieApi.Movies;
using FilmStreaming.ServiceDefaults.Rows;
using Microsoft.Extensions.Options;

namespace FilmStreaming.MovieApi.Import.Writing;

/// <summary>
/// Brings rows into the catalogue, a batch at a time: while some batches are written, the next is looked up and decided on, and
/// the one after it is parsed.
/// </summary>
internal sealed class CatalogueImport(IMovieStore store, BulkFilmWriter writer, IOptions<ImportOptions> options, TimeProvider time)
{
    /// <summary>How many rows are looked up and written together.</summary>
    private const int BatchSize = 200;

    /// <summary>How many batches are written side by side.</summary>
    private const int Writers = 2;

    /// <summary>Each batch of results is durable when it is returned, and returned as soon as it is.</summary>
    public IAsyncEnumerable<IReadOnlyList<ImportRowResult>> RunAsync(
        RowReader rows, RowParser parse, CancellationToken cancellationToken = default)
    {
        var seen = new SeenFilms();
        return RunAsync(rows, parse, batch => new ImportBatch(store, writer, time, seen, batch), cancellationToken);
    }

    /// <summary>The same for rows of an export, each of which becomes the film that it was.</summary>
    public IAsyncEnumerable<IReadOnlyList<ImportRowResult>> RestoreAsync(RowReader rows, CancellationToken cancellationToken = default)
    {
        var seen = new SeenFilms();
        return RunAsync(rows, ExportedRow.Parse, batch => new RestoreBatch(store, writer, seen, batch), cancellationToken);
    }

    private async IAsyncEnumerable<IReadOnlyList<ImportRowResult>> RunAsync(
        RowReader rows, RowParser parse, Func<ParsedRow[], IImportBatch> batchOf, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var slots = new SemaphoreSlim(Writers);
        var parsed = Channel.CreateBounded<ParsedRow[]>(1);
        var written = Channel.CreateUnbounded<Task<IReadOnlyList<ImportRowResult>>>();
        var work = Task.WhenAll(
            ParseAsync(rows, parse, parsed.Writer, stop.Token), WriteAsync(parsed.Reader, batchOf, slots, written.Writer, stop.Token));
        try
        {
            await foreach (var batch in written.Reader.ReadAllAsync(stop.Token))
            {
                var results = await batch;
                slots.Release();
                ImportTelemetry.Count(results);
                yield return results;
            }
        }
        finally
        {
            // Whether it ends well or not: nothing goes on behind the caller's back.
            await stop.CancelAsync();
            await work;
        }
    }

    private static async Task WriteAsync(
        ChannelReader<ParsedRow[]> parsed,
        Func<ParsedRow[], IImportBatch> batchOf,
        SemaphoreSlim slots,
        ChannelWriter<Task<IReadOnlyList<ImportRowResult>>> written,
        CancellationToken cancellationToken)
    {
        var unfinished = new List<(IImportBatch Batch, Task Write)>();
        try
        {
            await foreach (var rows in parsed.ReadAllAsync(cancellationToken))
            {
                unfinished.RemoveAll(earlier => earlier.Write.IsCompletedSuccessfully);
                var batch = batchOf(rows);
                await batch.PrepareAsync([.. unfinished.Select(earlier => earlier.Batch)], cancellationToken);
                await slots.WaitAsync(cancellationToken);
                var write = WriteAsync(batch, rows.Length, cancellationToken);
                unfinished.Add((batch, write));
                await written.WriteAsync(write, cancellationToken);
            }

            written.Complete();
        }
        catch (Exception e)
        {
            written.Complete(e);
        }

        foreach (var (_, write) in unfinished)
            await write.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task<IReadOnlyList<ImportRowResult>> WriteAsync(IImportBatch batch, int rows, CancellationToken cancellationToken)
    {
        using var activity = ImportTelemetry.StartBatch(rows);
        return await batch.WriteAsync(cancellationToken);
    }

    private async Task ParseAsync(RowReader rows, RowParser parse, ChannelWriter<ParsedRow[]> batches, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var batch in rows.ReadAsync(cancellationToken).Select(row => Parse(row, parse)).Chunk(BatchSize))
                await batches.WriteAsync(batch, cancellationToken);
            batches.Complete();
        }
        catch (Exception e)
        {
            batches.Complete(e);
        }
    }

    private ParsedRow Parse(RawRow row, RowParser parse) => row.Number <= options.Value.MaxRows
        ? parse(row)
        : new(row.Number, null, string.Create(CultureInfo.InvariantCulture, $"An import has at most {options.Value.MaxRows} rows."));
}
