namespace FilmStreaming.Storage.Embedded;

/// <summary>The documents that have pending events, in the order in which these are due.</summary>
internal sealed class DueDocuments
{
    private readonly Lock _lock = new();
    private readonly SortedSet<(DateTimeOffset Due, Guid Id)> _due = [];

    public void Move(Guid id, DateTimeOffset? before, DateTimeOffset? after)
    {
        lock (_lock)
        {
            if (before is { } old)
                _due.Remove((old, id));
            if (after is { } due)
                _due.Add((due, id));
        }
    }

    /// <summary>Those that are due first.</summary>
    public IReadOnlyList<Guid> First(int count, Func<Guid, bool> isFree)
    {
        lock (_lock)
            return [.. _due.Select(entry => entry.Id).Where(isFree).Take(count)];
    }

    /// <summary>How many there are, and when the first is due.</summary>
    public (int Count, DateTimeOffset? First) Measure()
    {
        lock (_lock)
            return (_due.Count, _due.Count > 0 ? _due.Min.Due : null);
    }
}
