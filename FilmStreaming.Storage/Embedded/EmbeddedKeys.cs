using System.Collections.Concurrent;

namespace FilmStreaming.Storage.Embedded;

/// <summary>One unique index in memory: what readers see, and over it what the writer has staged.</summary>
internal sealed class EmbeddedKeys<T>(UniqueIndex<T> index)
    where T : class
{
    private readonly ConcurrentDictionary<string, Guid> _owners = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Guid?> _staged = new(StringComparer.Ordinal);

    public UniqueIndex<T> Index { get; } = index;

    public Guid? Find(string key) => _owners.TryGetValue(key, out var id) ? id : null;

    public bool IsTakenByAnother(Document<T> document) =>
        Index.Key(document.Body) is { } key
        && (_staged.TryGetValue(key, out var staged) ? staged : Find(key)) is { } owner
        && owner != document.Id;

    public void Stage(Guid id, Document<T>? before, Document<T>? after)
    {
        if (KeyOf(before) is { } old)
            _staged[old] = null;
        if (KeyOf(after) is { } key)
            _staged[key] = id;
    }

    public void Forget() => _staged.Clear();

    public void Show(Guid id, Document<T>? before, Document<T>? after)
    {
        // Another document of the same batch may own the old key by now.
        if (KeyOf(before) is { } old && old != KeyOf(after))
            _owners.TryRemove(KeyValuePair.Create(old, id));
        if (KeyOf(after) is { } key)
            _owners[key] = id;
    }

    private string? KeyOf(Document<T>? document) => document is null ? null : Index.Key(document.Body);
}
