namespace FilmStreaming.Storage.Embedded;

/// <summary>
/// Documents of a collection under a key, each key's in the order of a time and then of their ids: what an index of MongoDB is to a page of
/// one account's documents, which would otherwise read those of all.
/// </summary>
public sealed class EmbeddedOrder<T, TKey>
    where T : class
    where TKey : notnull
{
    private static readonly Guid Last = new("ffffffff-ffff-ffff-ffff-ffffffffffff");

    private readonly Func<T, (TKey Key, DateTimeOffset Time)?> _place;
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, SortedSet<Entry>> _entries = [];

    /// <param name="documents">The collection, which it follows from now on.</param>
    /// <param name="place">The key and the time of a document; null for one that is left out.</param>
    public EmbeddedOrder(EmbeddedDocuments<T> documents, Func<T, (TKey Key, DateTimeOffset Time)?> place)
    {
        _place = place;
        // A change that comes between the two is applied to what may have it already: that changes nothing.
        lock (_lock)
        {
            documents.Changed += Change;
            foreach (var document in documents.All)
                Add(document);
        }
    }

    /// <summary>The key's documents, latest first.</summary>
    /// <param name="key">Whose.</param>
    /// <param name="after">Only those behind this place; null for all.</param>
    /// <param name="before">Only those before this time; null for all.</param>
    /// <param name="limit">How many at most.</param>
    public IReadOnlyList<Document<T>> List(TKey key, (DateTimeOffset Time, Guid Id)? after, DateTimeOffset? before, int limit)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(key, out var entries))
                return [];
            var end = after is { } place ? new Entry(place.Time, place.Id) : new(DateTimeOffset.MaxValue, Last);
            if (before <= end.Time)
                end = new(before.Value, Guid.Empty);
            var first = new Entry(DateTimeOffset.MinValue, Guid.Empty);
            return
            [
                .. entries.GetViewBetween(first, end).Reverse()
                    .SkipWhile(entry => entry.CompareTo(end) >= 0).Take(limit).Select(entry => entry.Document!),
            ];
        }
    }

    /// <summary>How many documents the key has.</summary>
    public int Count(TKey key)
    {
        lock (_lock)
            return _entries.GetValueOrDefault(key)?.Count ?? 0;
    }

    private void Change(Document<T>? before, Document<T>? after)
    {
        lock (_lock)
        {
            if (before is not null && _place(before.Body) is { } place && _entries.TryGetValue(place.Key, out var entries)
                && entries.Remove(new(place.Time, before.Id)) && entries.Count == 0)
            {
                _entries.Remove(place.Key);
            }

            if (after is not null)
                Add(after);
        }
    }

    private void Add(Document<T> document)
    {
        if (_place(document.Body) is not { } place)
            return;
        if (!_entries.TryGetValue(place.Key, out var entries))
            _entries[place.Key] = entries = [];
        entries.Add(new(place.Time, document.Id, document));
    }

    private readonly record struct Entry(DateTimeOffset Time, Guid Id, Document<T>? Document = null) : IComparable<Entry>
    {
        public int CompareTo(Entry other) => (Time, Id).CompareTo((other.Time, other.Id));
    }
}
