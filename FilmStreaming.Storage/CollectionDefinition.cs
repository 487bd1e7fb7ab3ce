using System.Text.Json.Serialization.Metadata;

namespace FilmStreaming.Storage;

/// <summary>What both forms of storage have to know of a collection.</summary>
public sealed record CollectionDefinition<T>
    where T : class
{
    /// <summary>The collection in MongoDB, the partition of the embedded database.</summary>
    public required string Name { get; init; }

    /// <summary>Source-generated metadata of the whole document, for the embedded form.</summary>
    public required JsonTypeInfo<Document<T>> Json { get; init; }

    public IReadOnlyList<UniqueIndex<T>> Unique { get; init; } = [];

    /// <summary>What MongoDB needs to answer the store's queries without scanning; the embedded form reads memory.</summary>
    public IReadOnlyList<QueryIndex> Queries { get; init; } = [];

    /// <summary>When documents have had their time; null for a collection that keeps them.</summary>
    public Expiry<T>? Expiry { get; init; }
}

/// <summary>
/// Documents are removed some time after this instant: within a minute or two by MongoDB, within an hour by the embedded form. Who
/// reads one compares the time himself.
/// </summary>
/// <param name="Path">The member of the body, in camelCase.</param>
/// <param name="At">Reads that member.</param>
public sealed record Expiry<T>(string Path, Func<T, DateTimeOffset> At)
    where T : class;

/// <summary>A key that at most one document of a collection has. Documents whose key is null are not in the index.</summary>
/// <param name="Name">What <see cref="WriteResult.Index"/> says of a refused write.</param>
/// <param name="Path">The member of the body, in camelCase, dots between levels, for example <c>externalIds.imdb</c>.</param>
/// <param name="Key">Reads that member.</param>
public sealed record UniqueIndex<T>(string Name, string Path, Func<T, string?> Key)
    where T : class;

/// <summary>An index of MongoDB that serves a query.</summary>
/// <param name="Name">Its name, as <c>explain</c> shows it.</param>
/// <param name="Keys">Fields of the document, for example <c>body.accountId</c>; a minus before one turns its order.</param>
public sealed record QueryIndex(string Name, params string[] Keys);
