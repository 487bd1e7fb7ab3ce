namespace FilmStreaming.MovieApi.Import.Reading;

/// <summary>One row on each line.</summary>
internal sealed class NdjsonFraming : IRowFraming
{
    public string? FaultAtEnd => null;

    public RowByte Next(byte value) => value == (byte)'\n' ? RowByte.End : RowByte.Content;
}
