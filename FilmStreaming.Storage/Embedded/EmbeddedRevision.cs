namespace FilmStreaming.Storage.Embedded;

/// <summary>Changes of documents that are no new version of them.</summary>
public static class EmbeddedRevision
{
    /// <summary>Replaces the body if the document still has this version, which stays: for what is derived and nobody is told of.</summary>
    public static Task ReviseAsync<T>(
        this EmbeddedDocuments<T> documents, Guid id, long version, T body, CancellationToken cancellationToken)
        where T : class =>
        documents.RewriteAsync([id], current => current.Version == version ? current with { Body = body } : current, cancellationToken);

    /// <summary>The same for many documents, each of which gets the body it has here unless another has one of its keys.</summary>
    /// <returns>In the order of the documents.</returns>
    public static Task<IReadOnlyList<WriteResult>> ReviseManyAsync<T>(
        this EmbeddedDocuments<T> documents, IReadOnlyList<Document<T>> revised, CancellationToken cancellationToken)
        where T : class
    {
        var bodies = revised.ToDictionary(document => document.Id);
        return documents.RewriteAsync(
            [.. revised.Select(document => document.Id)],
            current => bodies[current.Id] is var document && document.Version == current.Version ? current with { Body = document.Body } : current,
            cancellationToken);
    }
}
