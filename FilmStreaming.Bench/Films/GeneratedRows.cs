using System.Net;
using System.Net.Http.Headers;

namespace FilmStreaming.Bench.Films;

/// <summary>The body of an import of a generated catalogue, made while it is sent.</summary>
internal sealed class GeneratedRows : HttpContent
{
    private readonly int _count;

    public GeneratedRows(int count)
    {
        _count = count;
        Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        foreach (var rows in new FilmGenerator().Rows(_count).Chunk(100))
            await stream.WriteAsync((byte[])[.. rows.SelectMany(row => row)]);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
