using FilmStreaming.ServiceDefaults.Rows;

namespace FilmStreaming.MovieApi.Import;

/// <summary>Writes results as they come, one JSON object on each line, and the summary last.</summary>
internal sealed class ImportAnswer(Stream output)
{
    private readonly Dictionary<ImportStatus, int> _counts = [];

    public async Task WriteAsync(IAsyncEnumerable<IReadOnlyList<ImportRowResult>> batches, CancellationToken cancellationToken)
    {
        using var lines = new NdjsonLines(output);
        await lines.SendAsync(
            batches,
            MovieJsonContext.Default.ImportRowResult,
            result => _counts[result.Status] = CountOf(result.Status) + 1,
            cancellationToken);
        lines.Add(new ImportEnd(Summary()), MovieJsonContext.Default.ImportEnd);
        await lines.SendAsync(cancellationToken);
    }

    private int CountOf(ImportStatus status) => _counts.GetValueOrDefault(status);

    private ImportSummary Summary() => new(
        _counts.Values.Sum(),
        CountOf(ImportStatus.Created),
        CountOf(ImportStatus.Updated),
        CountOf(ImportStatus.Unchanged),
        CountOf(ImportStatus.Rejected));
}
