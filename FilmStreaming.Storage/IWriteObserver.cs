namespace FilmStreaming.Storage;

/// <summary>
/// Hears of each version of a document that this process wrote, once readers see it and before the writer is answered: for what
/// the process keeps in memory of the documents. What other processes write is told by events.
/// </summary>
public interface IWriteObserver<T>
    where T : class
{
    /// <summary>Must be fast and not fail: the write is done.</summary>
    void Written(Guid id, long version);
}

internal static class WriteObservers
{
    public static void Written<T>(this IEnumerable<IWriteObserver<T>> observers, Guid id, long version)
        where T : class
    {
        foreach (var observer in observers)
            observer.Written(id, version);
    }

    public static void Inserted<T>(
        this IEnumerable<IWriteObserver<T>> observers, IReadOnlyList<NewDocument<T>> documents, IReadOnlyList<WriteResult> results)
        where T : class
    {
        for (var i = 0; i < documents.Count; i++)
        {
            if (results[i].Status == WriteStatus.Written)
                observers.Written(documents[i].Id, documents[i].Version);
        }
    }

    public static void Updated<T>(
        this IEnumerable<IWriteObserver<T>> observers, IReadOnlyList<DocumentUpdate<T>> updates, IReadOnlyList<WriteResult> results)
        where T : class
    {
        for (var i = 0; i < updates.Count; i++)
        {
            if (results[i].Status == WriteStatus.Written)
                observers.Written(updates[i].Id, updates[i].ExpectedVersion + 1);
        }
    }
}
