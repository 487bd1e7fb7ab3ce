using System.Collections.Immutable;
using FilmStreaming.MovieApi.Movies;
using FilmStreaming.Storage;
using FilmStreaming.Storage.Embedded;

namespace FilmStreaming.MovieApi.Discovery.Storage;

/// <summary>The films of the embedded database in one order. Who reads sees the state of one moment, whatever is written meanwhile.</summary>
internal sealed class SortedFilms(CatalogueKey key)
{
    private readonly Lock _change = new();
    private volatile ImmutableSortedSet<Entry> _entries = [];

    public IEnumerable<Document<Movie>> All => _entries.Select(entry => entry.Film!);

    /// <summary>So many of the films, evenly spread over the order.</summary>
    public IReadOnlyList<Document<Movie>> Sample(int size)
    {
        var entries = _entries;
        var count = Math.Min(size, entries.Count);
        return [.. Enumerable.Range(0, count).Select(i => entries[(int)((long)i * entries.Count / count)].Film!)];
    }

    /// <summary>Begins with the films that are there, and takes every change over before its writer is answered.</summary>
    public void Follow(EmbeddedDocuments<Movie> documents)
    {
        // A change that comes between the two steps waits, and is applied to what may have it already: that changes nothing.
        lock (_change)
        {
            documents.Changed += Change;
            _entries = [.. documents.All.Where(film => film.Body.Keys is not null).Select(EntryOf)];
        }
    }

    /// <summary>The films behind a position.</summary>
    /// <param name="position">Null for all films.</param>
    /// <param name="isDescending">The greatest first.</param>
    public IEnumerable<Document<Movie>> Behind(CataloguePosition? position, bool isDescending)
    {
        var entries = _entries;
        var place = position is { } known ? entries.IndexOf(new(known, null)) : -1;
        // Of a position that no film has, the complement of the next greater one's place.
        var (isThere, at) = place >= 0 ? (true, place) : (false, ~place);
        if (isDescending)
        {
            for (var i = position is null ? entries.Count - 1 : at - 1; i >= 0; i--)
                yield return entries[i].Film!;
        }
        else
        {
            for (var i = position is null ? 0 : isThere ? at + 1 : at; i < entries.Count; i++)
                yield return entries[i].Film!;
        }
    }

    private Entry EntryOf(Document<Movie> film) => new(new(key.Of(film.Body.Keys!)!.Value, film.Id), film);

    private void Change(Document<Movie>? before, Document<Movie>? after)
    {
        lock (_change)
        {
            var entries = _entries;
            if (before?.Body.Keys is not null)
                entries = entries.Remove(EntryOf(before));
            if (after?.Body.Keys is not null)
                entries = entries.Add(EntryOf(after));
            _entries = entries;
        }
    }

    private readonly record struct Entry(CataloguePosition Position, Document<Movie>? Film) : IComparable<Entry>
    {
        public int CompareTo(Entry other) => Position.CompareTo(other.Position);
    }
}
