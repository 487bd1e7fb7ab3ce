namespace FilmStreaming.ServiceDefaults.Rows;

/// <summary>One row of the body, not yet parsed.</summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="Json">Its bytes, valid until the next row is asked for.</param>
/// <param name="Fault">Why there are no bytes to parse.</param>
public readonly record struct RawRow(int Number, ReadOnlyMemory<byte> Json, string? Fault = null);

/// <summary>Finds where rows begin and end, byte by byte, without judging what is in them.</summary>
public interface IRowFraming
{
    /// <summary>What a byte is to the rows. Bytes are given in their order, each once.</summary>
    RowByte Classify(byte value);

    /// <summary>Why the body may not end here, or null when it may.</summary>
    string? FaultAtEnd { get; }
}

/// <summary>What a byte is to the rows.</summary>
public enum RowByte
{
    /// <summary>Belongs to no row.</summary>
    Between,

    /// <summary>Belongs to the current row.</summary>
    Content,

    /// <summary>Belongs to the current row, and ends it.</summary>
    LastContent,

    /// <summary>Ends the current row, and does not belong to it.</summary>
    End,

    /// <summary>Cannot stand here: there is no telling where the next row begins.</summary>
    Broken,
}
