namespace FilmStreaming.Storage.Embedded;

/// <summary>What the writer of an <see cref="EmbeddedDatabase"/> asks of a collection at the end of a batch.</summary>
internal interface IEmbeddedCollection
{
    /// <summary>Writes what is staged into the open transaction.</summary>
    void Store();

    /// <summary>The commit succeeded: readers see what was staged.</summary>
    void Publish();

    /// <summary>The commit failed: nothing was staged.</summary>
    void Forget();

    /// <summary>Removes the documents whose time is over, where the collection has such.</summary>
    Task RemoveExpiredAsync(DateTimeOffset now, CancellationToken cancellationToken) => Task.CompletedTask;
}
