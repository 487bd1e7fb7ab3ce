namespace FilmStreaming.Storage.Embedded;

/// <summary>Changes of documents that are no new version of them.</summary>
public static class EmbeddedRevision
{
    /// <summary>Replaces the body if the document still has this version, which stays: for what is derived and nobody is told of.</summary>
    public static Task ReviseAsync<T>(
        this EmbeddedDocuments<T> documents, Guid id, long version, T body, CancellationToken cancellationToken)
        where T : class =>
        documents.RewriteAsync([id], current => current.Version == version ? current with { Body = body } : current, cancellationToken);
}
