namespace FilmStreaming.ServiceDefaults.Rows;

/// <summary>
/// The elements of one JSON array. Only strings, brackets and commas are looked at, so that an element that is not valid JSON
/// costs no more than its own row.
/// </summary>
public sealed class JsonArrayFraming : IRowFraming
{
    private State _state = State.BeforeArray;
    private int _depth;
    private bool _inString;
    private bool _escaped;

    private enum State
    {
        BeforeArray,
        BeforeFirst,
        BeforeNext,
        InElement,
        AfterElement,
        AfterArray,
    }

    public string? FaultAtEnd => _state == State.AfterArray ? null : "The array is not closed.";

    public RowByte Classify(byte value) => _state == State.InElement ? InElement(value) : Outside(value);

    private RowByte Outside(byte value) => (_state, value) switch
    {
        (_, (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') => RowByte.Between,
        // A byte order mark (RFC 8259, section 8.1).
        (State.BeforeArray, 0xEF or 0xBB or 0xBF) => RowByte.Between,
        (State.BeforeArray, (byte)'[') => Go(State.BeforeFirst, RowByte.Between),
        (State.BeforeFirst or State.AfterElement, (byte)']') => Go(State.AfterArray, RowByte.Between),
        (State.AfterElement, (byte)',') => Go(State.BeforeNext, RowByte.Between),
        (State.BeforeFirst or State.BeforeNext, not ((byte)',' or (byte)']' or (byte)'}')) => Begin(value),
        _ => RowByte.Broken,
    };

    private RowByte Begin(byte value)
    {
        _depth = 0;
        return Go(State.InElement, InElement(value));
    }

    private RowByte InElement(byte value)
    {
        if (_inString)
            return InString(value);
        switch (value)
        {
            case (byte)'"':
                _inString = true;
                return RowByte.Content;
            case (byte)'{' or (byte)'[':
                _depth++;
                return RowByte.Content;
            case (byte)']' when _depth == 0:
                return Go(State.AfterArray, RowByte.End);
            case (byte)',' when _depth == 0:
                return Go(State.BeforeNext, RowByte.End);
            case (byte)'}' or (byte)']' when _depth > 0 && --_depth == 0:
                return Go(State.AfterElement, RowByte.LastContent);
            default:
                return RowByte.Content;
        }
    }

    private RowByte InString(byte value)
    {
        if (_escaped)
            _escaped = false;
        else if (value == (byte)'\\')
            _escaped = true;
        else if (value == (byte)'"')
            _inString = false;
        return RowByte.Content;
    }

    private RowByte Go(State next, RowByte result)
    {
        _state = next;
        return result;
    }
}
