using System.Text.Json;

namespace FilmStreaming.MovieApi.Import;

/// <summary>Writes results as they come, one JSON object on each line, and the summary last.</summary>
internal sealed class ImportAnswer(Stream output)
{
    public const string MediaType = "application/x-ndjson";

    private readonly Dictionary<ImportStatus, int> _counts = [];

    public async Task WriteAsync(IAsyncEnumerable<IReadOnlyList<ImportRowResult>> batches, CancellationToken cancellationToken)
    {
        using var lines = new MemoryStream();
        await foreach (var batch in batches.WithCancellation(cancellationToken))
        {
            foreach (var result in batch)
            {
                JsonSerializer.Serialize(lines, result, MovieJsonContext.Default.ImportRowResult);
                lines.WriteByte((byte)'\n');
                _counts[result.Status] = CountOf(result.Status) + 1;
            }

            await SendAsync(lines, cancellationToken);
        }

        JsonSerializer.Serialize(lines, new ImportEnd(Summary()), MovieJsonContext.Default.ImportEnd);
        lines.WriteByte((byte)'\n');
        await SendAsync(lines, cancellationToken);
    }

    private async Task SendAsync(MemoryStream lines, CancellationToken cancellationToken)
    {
        await output.WriteAsync(lines.GetBuffer().AsMemory(0, (int)lines.Length), cancellationToken);
        await output.FlushAsync(cancellationToken);
        lines.SetLength(0);
    }

    private int CountOf(ImportStatus status) => _counts.GetValueOrDefault(status);

    private ImportSummary Summary() => new(
        _counts.Values.Sum(),
        CountOf(ImportStatus.Created),
        CountOf(ImportStatus.Updated),
        CountOf(ImportStatus.Unchanged),
        CountOf(ImportStatus.Rejected));
}
