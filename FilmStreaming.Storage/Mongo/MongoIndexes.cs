using MongoDB.Driver;

namespace FilmStreaming.Storage.Mongo;

/// <summary>A collection that is made ready before the first write, and tried to be at start.</summary>
internal interface IPreparedCollection
{
    Task PrepareAsync(CancellationToken cancellationToken);
}

internal static class MongoIndexes
{
    /// <summary>The index that the outbox relay reads.</summary>
    public const string Outbox = "outbox";

    public static string FieldOf<T>(UniqueIndex<T> index)
        where T : class => $"body.{index.Path}";
}

/// <summary>The indexes of one collection. Unique ones are rules of the domain, so no write happens before they exist.</summary>
internal sealed class MongoIndexes<T>(IMongoCollection<Document<T>> collection, CollectionDefinition<T> definition)
    where T : class
{
    private static readonly TimeSpan MaxBuild = TimeSpan.FromHours(6);

    private volatile bool _exist;

    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (_exist)
            return;
        // Over a large collection this takes longer than any other answer may.
        var settings = collection.Database.Client.Settings.Clone();
        settings.SocketTimeout = MaxBuild;
        using var patient = new MongoClient(settings);
        var indexes = patient.GetDatabase(collection.Database.DatabaseNamespace.DatabaseName)
            .GetCollection<Document<T>>(collection.CollectionNamespace.CollectionName).Indexes;
        // Idempotent, and so safe to do twice at once: an index that exists with this definition is left as it is.
        await indexes.CreateManyAsync([.. Unique(), .. Queries(), .. Expiry(), Outbox()], cancellationToken);
        _exist = true;
    }

    /// <summary>The index that the server's message of a duplicate key names; null for that of <c>_id</c>.</summary>
    public string? NameIn(string message) =>
        definition.Unique.FirstOrDefault(index => message.Contains($"index: {index.Name} ", StringComparison.Ordinal))?.Name;

    private IEnumerable<CreateIndexModel<Document<T>>> Unique() => definition.Unique.Select(index => new CreateIndexModel<Document<T>>(
        Builders<Document<T>>.IndexKeys.Ascending(MongoIndexes.FieldOf(index)),
        new CreateIndexOptions<Document<T>>
        {
            Name = index.Name,
            Unique = true,
            PartialFilterExpression = Builders<Document<T>>.Filter.Exists(MongoIndexes.FieldOf(index)),
        }));

    private IEnumerable<CreateIndexModel<Document<T>>> Queries() => definition.Queries.Select(index => new CreateIndexModel<Document<T>>(
        Builders<Document<T>>.IndexKeys.Combine(index.Keys.Select(key => key.StartsWith('-')
            ? Builders<Document<T>>.IndexKeys.Descending(key[1..])
            : Builders<Document<T>>.IndexKeys.Ascending(key))),
        new CreateIndexOptions<Document<T>> { Name = index.Name }));

    private IEnumerable<CreateIndexModel<Document<T>>> Expiry() => definition.Expiry is not { } expiry ? [] :
    [
        new(
            Builders<Document<T>>.IndexKeys.Ascending($"body.{expiry.Path}"),
            new CreateIndexOptions<Document<T>> { Name = "expiry", ExpireAfter = TimeSpan.Zero }),
    ];

    private static CreateIndexModel<Document<T>> Outbox() => new(
        Builders<Document<T>>.IndexKeys.Ascending(document => document.OutboxDue),
        new CreateIndexOptions<Document<T>>
        {
            Name = MongoIndexes.Outbox,
            PartialFilterExpression = Builders<Document<T>>.Filter.Exists(document => document.OutboxDue),
        });
}
