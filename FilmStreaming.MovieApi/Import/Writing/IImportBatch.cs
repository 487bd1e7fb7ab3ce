namespace FilmStreaming.MovieApi.Import.Writing;

/// <summary>Some rows of an import: prepared in the order of the batches, written side by side.</summary>
internal interface IImportBatch
{
    /// <summary>Looks up what the rows mean, and decides what to do with each.</summary>
    /// <param name="unfinished">Earlier batches of the import whose writes the lookup may or may not have seen.</param>
    /// <param name="cancellationToken">The client went away.</param>
    Task PrepareAsync(IReadOnlyList<IImportBatch> unfinished, CancellationToken cancellationToken);

    /// <returns>What became of the rows, in their order. All of it is durable.</returns>
    Task<IReadOnlyList<ImportRowResult>> WriteAsync(CancellationToken cancellationToken);
}
