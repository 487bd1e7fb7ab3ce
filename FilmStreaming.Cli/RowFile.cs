using System.Net;

namespace FilmStreaming.Cli;

/// <summary>The rows of a file behind the first few, as they are; lines without a row do not count, as for the service.</summary>
internal sealed class RowFile(string path, int skip) : HttpContent
{
    public static async Task<int?> CountAsync(string path, CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var line in File.ReadLinesAsync(path, cancellationToken))
            count += IsRow(line) ? 1 : 0;
        return count;
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        if (skip == 0)
        {
            await using var file = File.OpenRead(path);
            await file.CopyToAsync(stream);
            return;
        }

        var left = skip;
        var writer = new StreamWriter(stream, bufferSize: 64 * 1024, leaveOpen: true) { NewLine = "\n" };
        await foreach (var line in File.ReadLinesAsync(path))
        {
            if (IsRow(line) && --left < 0)
                await writer.WriteLineAsync(line);
        }

        await writer.FlushAsync();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    private static bool IsRow(string line) => !string.IsNullOrWhiteSpace(line);
}
