using System.IO.Hashing;

namespace FilmStreaming.MovieApi.Import.Writing;

/// <summary>
/// Which row of an import meant which film first. Keeps 64 bits of each film's id, so that a million rows take 28 to 56 MB; by the
/// birthday bound, one import in thirty million of that size would see a duplicate that is none.
/// </summary>
internal sealed class SeenFilms
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ulong, int> _rows = [];

    /// <returns>The other row that meant the film, or null after noting that <paramref name="row"/> does.</returns>
    public int? FirstOrAdd(int row, Guid film)
    {
        Span<byte> bytes = stackalloc byte[16];
        film.TryWriteBytes(bytes);
        var hash = XxHash3.HashToUInt64(bytes);
        lock (_lock)
            return _rows.TryAdd(hash, row) || _rows[hash] == row ? null : _rows[hash];
    }
}
