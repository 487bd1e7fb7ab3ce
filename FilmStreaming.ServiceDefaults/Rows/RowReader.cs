using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;

namespace FilmStreaming.ServiceDefaults.Rows;

/// <summary>Gives the next bytes of a body; none at its end.</summary>
public delegate ValueTask<int> ByteSource(Memory<byte> buffer, CancellationToken cancellationToken);

/// <summary>Cuts a body into rows in constant memory, however long the body or a row is.</summary>
public sealed class RowReader(ByteSource body, IRowFraming framing, int maxRowBytes = RowReader.MaxRowBytes)
{
    /// <summary>The longest row of an import, in bytes.</summary>
    public const int MaxRowBytes = 64 * 1024;

    private readonly byte[] _row = new byte[maxRowBytes];
    private int _length;
    private bool _tooLong;
    private int _number;
    private long _position;

    /// <summary>A body that breaks off, or in which no further row can be found, ends with one row whose fault says where.</summary>
    public async IAsyncEnumerable<RawRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var chunk = new byte[64 * 1024];
        while (true)
        {
            var (count, fault) = await FillAsync(chunk, cancellationToken);
            for (var i = 0; i < count; i++, _position++)
            {
                var kind = framing.Classify(chunk[i]);
                if (kind is RowByte.Content or RowByte.LastContent)
                    Append(chunk[i]);
                if (kind is RowByte.End or RowByte.LastContent && TryTake(out var row))
                    yield return row;
                if (kind == RowByte.Broken)
                {
                    yield return Stopped("This byte cannot stand between two rows.");
                    yield break;
                }
            }

            if (count > 0)
                continue;
            if (fault is null && framing.FaultAtEnd is null && TryTake(out var last))
                yield return last;
            if ((fault ?? framing.FaultAtEnd) is { } reason)
                yield return Stopped(reason);
            yield break;
        }
    }

    private async Task<(int Count, string? Fault)> FillAsync(byte[] chunk, CancellationToken cancellationToken)
    {
        try
        {
            return (await body(chunk, cancellationToken), null);
        }
        catch (BadHttpRequestException e) when (_position > 0 || e.StatusCode != StatusCodes.Status507InsufficientStorage)
        {
            // Too large, too slow, broken off, or no room for the rest. What was read before has been answered and stays.
            return (0, e.Message);
        }
    }

    private void Append(byte value)
    {
        if (_length < maxRowBytes)
            _row[_length++] = value;
        else
            _tooLong = true;
    }

    private bool TryTake(out RawRow row)
    {
        var json = WithoutMark(_row.AsMemory(0, _length)).Trim(" \t\r\n"u8);
        var tooLong = _tooLong;
        (_length, _tooLong) = (0, false);
        row = default;
        if (json.IsEmpty && !tooLong)
            return false;
        row = new(++_number, json, tooLong ? $"The row is longer than {maxRowBytes} bytes." : null);
        return true;
    }

    // A byte order mark at the beginning is not part of the first row (RFC 8259, section 8.1).
    private Memory<byte> WithoutMark(Memory<byte> json) =>
        _number == 0 && json.Span.StartsWith("\uFEFF"u8) ? json[3..] : json;

    private RawRow Stopped(string reason) => new(
        ++_number, default, string.Create(CultureInfo.InvariantCulture, $"Reading stopped at byte {_position}: {reason}"));
}
