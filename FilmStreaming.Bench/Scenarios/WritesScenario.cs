using System.Text.Json.Serialization;
using FilmStreaming.Storage;
using FilmStreaming.Storage.Embedded;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.Bench.Scenarios;

/// <summary>Acknowledged, durable writes of the embedded database; it commits the writes that wait together.</summary>
internal sealed class WritesScenario : IScenario
{
    private const int Writes = 500;
    private const int Writers = 64;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("filmstreaming-bench-");
    private WebApplication? _service;
    private SqliteConnection? _bare;

    public string Description =>
        $"{Writes:N0} new documents for each writer at a time, each durable (WAL, synchronous = FULL) before it is answered";

    public Task<IReadOnlyList<Contender>> PrepareAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(
            [new("ConnectionStrings:bench", ""), new("FilmStreaming:DataFolder", _folder.FullName)]);
        builder.AddDocumentDatabase("bench").AddStore<Note, INotes, MongoNotes, EmbeddedNotes>(new()
        {
            Name = "notes",
            Json = NoteJsonContext.Default.DocumentNote,
        });
        _service = builder.Build();
        var notes = _service.Services.GetRequiredService<INotes>().Documents;
        _bare = OpenBare();
        return Task.FromResult<IReadOnlyList<Contender>>(
        [
            new("bare SQLite, 1 writer", stop => Measurement.OfEachAsync(Writes, 1, _ => WriteBareAsync(), stop)),
            new("FilmStreaming.Storage, 1", stop => Measurement.OfEachAsync(Writes, 1, token => WriteAsync(notes, token), stop)),
            new($"FilmStreaming.Storage, {Writers}", stop => Measurement.OfEachAsync(
                Writes * Writers / 4, Writers, token => WriteAsync(notes, token), stop)),
        ]);
    }

    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
            await _service.DisposeAsync();
        if (_bare is not null)
            await _bare.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static async Task WriteAsync(IDocuments<Note> notes, CancellationToken cancellationToken) =>
        await notes.InsertAsync(new(Guid.CreateVersion7(), new("Metropolis", 1927), []), cancellationToken);

    private SqliteConnection OpenBare()
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(_folder.FullName, "bare.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
            CREATE TABLE documents (collection TEXT, id TEXT, json TEXT, PRIMARY KEY (collection, id)) WITHOUT ROWID;
            """;
        command.ExecuteNonQuery();
        return connection;
    }

    private Task WriteBareAsync()
    {
        var id = Guid.CreateVersion7();
        var document = new Document<Note> { Id = id, Version = 1, Body = new("Metropolis", 1927) };
        using var command = _bare!.CreateCommand();
        command.CommandText = "INSERT INTO documents VALUES ('notes', $id, $json)";
        command.Parameters.AddWithValue("$id", id.ToString());
        command.Parameters.AddWithValue("$json", System.Text.Json.JsonSerializer.Serialize(document, NoteJsonContext.Default.DocumentNote));
        command.ExecuteNonQuery();
        return Task.CompletedTask;
    }
}

/// <summary>A small document.</summary>
internal sealed record Note(string Title, int Year);

internal interface INotes
{
    IDocuments<Note> Documents { get; }
}

internal sealed class EmbeddedNotes(EmbeddedDocuments<Note> documents) : INotes
{
    public IDocuments<Note> Documents => documents;
}

internal sealed class MongoNotes(Storage.Mongo.MongoDocuments<Note> documents) : INotes
{
    public IDocuments<Note> Documents => documents;
}

[JsonSerializable(typeof(Document<Note>))]
internal sealed partial class NoteJsonContext : JsonSerializerContext;
