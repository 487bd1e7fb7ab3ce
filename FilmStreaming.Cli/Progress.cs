using System.Globalization;

namespace FilmStreaming.Cli;

/// <summary>A bar with rate and remaining time on a terminal; where there is none, a line now and then.</summary>
/// <param name="output">Standard error.</param>
/// <param name="total">How many rows there are, if known.</param>
internal sealed class Progress(TextWriter output, int? total)
{
    private const int Width = 30;

    private static readonly TimeSpan OnTerminal = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan InLog = TimeSpan.FromSeconds(10);

    private readonly long _started = TimeProvider.System.GetTimestamp();
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly bool _isTerminal = !Console.IsErrorRedirected;
    private TimeSpan _shown;
    private int _rows;

    public int Rejected => _counts.GetValueOrDefault("rejected");

    /// <returns>Whether the row was rejected.</returns>
    public bool Add(string status)
    {
        _rows++;
        _counts[status] = _counts.GetValueOrDefault(status) + 1;
        var elapsed = TimeProvider.System.GetElapsedTime(_started);
        if (elapsed - _shown >= (_isTerminal ? OnTerminal : InLog))
        {
            _shown = elapsed;
            Show(elapsed);
        }

        return status == "rejected";
    }

    public void End()
    {
        Show(TimeProvider.System.GetElapsedTime(_started));
        if (_isTerminal)
            output.WriteLine();
    }

    private void Show(TimeSpan elapsed)
    {
        var rate = _rows / Math.Max(elapsed.TotalSeconds, 0.001);
        var counts = string.Join(", ", _counts.Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Key} {count.Value:N0}")));
        var text = string.Create(CultureInfo.InvariantCulture, $"{Bar()} {rate:N0}/s{Remaining(rate)}  {counts}");
        if (_isTerminal)
            output.Write($"\r{text}\e[K");
        else
            output.WriteLine(text);
    }

    private string Bar()
    {
        if (total is not > 0)
            return string.Create(CultureInfo.InvariantCulture, $"{_rows:N0} rows");
        var share = Math.Min((double)_rows / total.Value, 1);
        var done = new string('#', (int)(share * Width)).PadRight(Width, '-');
        return string.Create(CultureInfo.InvariantCulture, $"[{done}] {Math.Floor(share * 100)} % {_rows:N0} of {total:N0}");
    }

    private string Remaining(double rate) => total is { } all && _rows < all && rate > 0
        ? $"  {TimeSpan.FromSeconds(Math.Ceiling((all - _rows) / rate)):hh\\:mm\\:ss} left"
        : "";
}
