namespace FilmStreaming.ServiceDefaults.Paging;

/// <summary>A position in a list: where a page ended, and so behind which the next begins.</summary>
/// <param name="Key">The sort key of the last item.</param>
/// <param name="Id">Breaks ties between equal keys.</param>
/// <param name="Total">How many items the list had when its first page was read, where that was counted.</param>
public sealed record Cursor(string Key, Guid Id, long? Total = null)
{
    /// <summary>The longest cursor that is read, in characters.</summary>
    public const int MaxLength = 2048;
}
