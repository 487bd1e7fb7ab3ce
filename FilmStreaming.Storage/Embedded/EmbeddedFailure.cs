using FilmStreaming.ServiceDefaults.Problems;
using Microsoft.Data.Sqlite;

namespace FilmStreaming.Storage.Embedded;

/// <summary>Recognises that the disk does not take the write: full, failing or read-only.</summary>
internal sealed class EmbeddedFailure(string name) : IDependencyFailure
{
    public string? DependencyOf(Exception exception) => exception is SqliteException ? name : null;
}
