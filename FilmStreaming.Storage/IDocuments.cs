using FilmStreaming.Messaging.Events;

namespace FilmStreaming.Storage;

/// <summary>
/// A collection of aggregates. Each write is one document and durable when the call returns; the events it causes are stored
/// in that same document. Stores of the services put their own queries beside it.
/// </summary>
public interface IDocuments<T>
    where T : class
{
    Task<Document<T>?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Those of the documents that are there, in any order. At most 1,000 ids.</summary>
    Task<IReadOnlyList<Document<T>>> FindManyAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);

    /// <summary>The document with this key in a unique index.</summary>
    Task<Document<T>?> FindByAsync(UniqueIndex<T> index, string key, CancellationToken cancellationToken);

    /// <summary>The documents that have one of these keys in a unique index, in any order. At most 1,000 keys.</summary>
    Task<IReadOnlyList<Document<T>>> FindManyByAsync(
        UniqueIndex<T> index, IReadOnlyCollection<string> keys, CancellationToken cancellationToken);

    /// <summary>
    /// Documents in the order of their ids, which is that of their text form, behind <paramref name="after"/>; none at the end. At
    /// most 1,000.
    /// </summary>
    Task<IReadOnlyList<Document<T>>> ListAsync(Guid? after, int limit, CancellationToken cancellationToken);

    Task<WriteResult> InsertAsync(NewDocument<T> document, CancellationToken cancellationToken);

    /// <summary>Inserts each document that it can; the answers are in the order of the documents. At most 1,000 documents.</summary>
    Task<IReadOnlyList<WriteResult>> InsertManyAsync(IReadOnlyList<NewDocument<T>> documents, CancellationToken cancellationToken);

    /// <summary>Replaces the body if the document still has <paramref name="expectedVersion"/>, and adds the events.</summary>
    Task<WriteResult> UpdateAsync(
        Guid id, long expectedVersion, T body, IReadOnlyList<EventMessage> events, CancellationToken cancellationToken);

    /// <summary>
    /// Does the same for many documents in one round trip; the answers are in the order of the updates. At most 1,000 documents,
    /// none of them twice.
    /// </summary>
    Task<IReadOnlyList<WriteResult>> UpdateManyAsync(IReadOnlyList<DocumentUpdate<T>> updates, CancellationToken cancellationToken);

    /// <summary>Removes the document, and with it any pending events: an aggregate that has events is marked deleted instead.</summary>
    /// <returns>Whether it was there.</returns>
    Task<bool> DeleteAsync(Guid id, CancellationToken cancellationToken);
}
