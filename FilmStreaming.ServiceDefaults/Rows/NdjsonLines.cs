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

    /// <summary>Sends what was added.</summary>
    public async Task SendAsync(CancellationToken cancellationToken)
    {
        await output.WriteAsync(_lines.GetBuffer().AsMemory(0, (int)_lines.Length), cancellationToken);
        await output.FlushAsync(cancellationToken);
        _lines.SetLength(0);
    }

    public void Dispose() => _lines.Dispose();
}
