using System.Text.Json.Serialization;

namespace FilmStreaming.MovieApi.Import;

/// <summary>What became of one row.</summary>
/// <param name="Row">Counted from 1; empty lines do not count.</param>
/// <param name="Status">What was done.</param>
/// <param name="Id">The film, unless the row was rejected.</param>
/// <param name="Title">The row's title, where it could be read.</param>
/// <param name="Reason">Why the row was rejected.</param>
public sealed record ImportRowResult(int Row, ImportStatus Status, Guid? Id = null, string? Title = null, string? Reason = null)
{
    internal static ImportRowResult Rejected(int row, string? title, string reason) => new(row, ImportStatus.Rejected, null, title, reason);
}

/// <summary>What an import does with a row.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ImportStatus>))]
public enum ImportStatus
{
    /// <summary>The film is new.</summary>
    [JsonStringEnumMemberName("created")]
    Created,

    /// <summary>The film was there, and the row changed it.</summary>
    [JsonStringEnumMemberName("updated")]
    Updated,

    /// <summary>The film was there and says what the row says.</summary>
    [JsonStringEnumMemberName("unchanged")]
    Unchanged,

    /// <summary>The row was not taken.</summary>
    [JsonStringEnumMemberName("rejected")]
    Rejected,
}

/// <summary>The last line of the answer. Without it the import was broken off; it may be repeated.</summary>
public sealed record ImportEnd(ImportSummary Summary);

/// <summary>How many rows ended how.</summary>
public sealed record ImportSummary(int Rows, int Created, int Updated, int Unchanged, int Rejected);
