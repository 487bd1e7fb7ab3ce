namespace FilmStreaming.ServiceDefaults.Rows;

/// <summary>One row on each line.</summary>
public sealed class NdjsonFraming : IRowFraming
{
    public string? FaultAtEnd => null;

    public RowByte Classify(byte value) => value == (byte)'\n' ? RowByte.End : RowByte.Content;
}
