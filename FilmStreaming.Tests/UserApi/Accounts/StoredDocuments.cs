using FilmStreaming.ServiceDefaults;
using FilmStreaming.Tests.Infrastructure;
using Microsoft.Data.Sqlite;
using MongoDB.Bson;
using MongoDB.Bson.IO;
using MongoDB.Driver;

namespace FilmStreaming.Tests.UserApi.Accounts;

/// <summary>Looks past the stores at what a service has stored.</summary>
internal abstract class StoredDocuments : IAsyncDisposable
{
    /// <summary>What makes the service store here.</summary>
    public virtual (string Key, string Value)[] Settings => [];

    /// <summary>The collections, each once, with a document that has the id anywhere in it.</summary>
    public abstract Task<IReadOnlyList<string>> FindAsync(Guid id);

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>In the file of the embedded form.</summary>
internal sealed class EmbeddedStoredDocuments(string path) : StoredDocuments
{
    public override async Task<IReadOnlyList<string>> FindAsync(Guid id)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT DISTINCT collection FROM documents
            WHERE id || json LIKE '%' || $id || '%' OR id || json LIKE '%' || $digits || '%' ORDER BY collection
            """;
        command.Parameters.AddWithValue("$id", $"{id:D}");
        command.Parameters.AddWithValue("$digits", $"{id:N}");
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        List<string> collections = [];
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            collections.Add(reader.GetString(0));
        return collections;
    }
}

/// <summary>In a database of the test's own on the real server.</summary>
internal sealed class MongoStoredDocuments : StoredDocuments
{
    // The mode that writes a UUID as its text.
    private static readonly JsonWriterSettings Shell = new() { OutputMode = JsonOutputMode.Shell };

    private readonly MongoUrl _url = RealServers.Database($"test-{Guid.CreateVersion7():N}");
    private readonly MongoClient _client;

    public MongoStoredDocuments() => _client = new(_url);

    public override (string Key, string Value)[] Settings => [($"ConnectionStrings:{ResourceNames.UserDb}", _url.ToString())];

    public override async Task<IReadOnlyList<string>> FindAsync(Guid id)
    {
        var database = _client.GetDatabase(_url.DatabaseName);
        List<string> found = [];
        foreach (var name in await (await database.ListCollectionNamesAsync()).ToListAsync())
        {
            var documents = await database.GetCollection<BsonDocument>(name).Find(new BsonDocument()).ToListAsync();
            if (documents.Select(document => document.ToJson(Shell)).Any(json =>
                json.Contains($"{id:D}", StringComparison.OrdinalIgnoreCase) || json.Contains($"{id:N}", StringComparison.OrdinalIgnoreCase)))
            {
                found.Add(name);
            }
        }

        found.Sort(StringComparer.Ordinal);
        return found;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _client.DropDatabaseAsync(_url.DatabaseName);
        _client.Dispose();
    }
}
