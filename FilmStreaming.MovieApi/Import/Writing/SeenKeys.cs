using System.IO.Hashing;
using System.Text;

namespace FilmStreaming.MovieApi.Import.Writing;

/// <summary>
/// Which row of an import had which key first. Keeps 64 bits of each key, so that a million rows take a few tens of megabytes;
/// by the birthday bound, one import in ten million of that size would see a duplicate that is none.
/// </summary>
internal sealed class SeenKeys
{
    private readonly Dictionary<ulong, int> _rows = [];

    /// <returns>The earlier row that had one of the keys, or null after noting that <paramref name="row"/> has them.</returns>
    public int? FirstOrAdd(int row, IReadOnlyCollection<string> keys)
    {
        foreach (var key in keys)
        {
            if (_rows.TryGetValue(Hash(key), out var first) && first != row)
                return first;
        }

        foreach (var key in keys)
            _rows[Hash(key)] = row;
        return null;
    }

    private static ulong Hash(string key) => XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(key));
}
