using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace FilmStreaming.ServiceDefaults.Rows;

/// <summary>Writes JSON values, one on each line, some lines at a time.</summary>
public sealed class NdjsonLines(Stream output) : IDisposable
{
    public const string MediaType = "application/x-ndjson";

    private readonly MemoryStream _lines = new();

    public void Add<T>(T value, JsonTypeInfo<T> type)
    {
        JsonSerializer.Serialize(_lines, value, type);
        _lines.WriteByte((byte)'\n');
    }

    /// <summary>Sends results as they come, each batch at once.</summary>
    /// <param name="batches">The results.</param>
    /// <param name="type">How one is written.</param>
    /// <param name="count">Is told of each.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task SendAsync<T>(
        IAsyncEnumerable<IReadOnlyList<T>> batches, JsonTypeInfo<T> type, Action<T> count, CancellationToken cancellationToken)
    {
        await foreach (var batch in batches.WithCancellation(cancellationToken))
        {
            foreach (var result in batch)
            {
                Add(result, type);
                count(result);
            }

            await SendAsync(cancellationToken);
        }
    }

    /// <summary>Sends what was added.</summary>
    public async Task SendAsync(CancellationToken cancellationToken)
    {
        await output.WriteAsync(_lines.GetBuffer().AsMemory(0, (int)_lines.Length), cancellationToken);
        await output.FlushAsync(cancellationToken);
        _lines.SetLength(0);
    }

    public void Dispose() => _lines.Dispose();
}
