using System.Text.Json.Serialization;
using FilmStreaming.Storage;
using FilmStreaming.Storage.Embedded;
using FilmStreaming.Storage.Mongo;

namespace FilmStreaming.Tests.StoreContracts;

/// <summary>An aggregate with one of each kind of member that the services store.</summary>
public sealed record Book
{
    public required string Title { get; init; }
    public string? Isbn { get; init; }
    public DateOnly? Published { get; init; }
    public DateTimeOffset? Lent { get; init; }
    public double? Weight { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];
    public IReadOnlyDictionary<string, string> Marks { get; init; } = new Dictionary<string, string>();

    internal static readonly UniqueIndex<Book> ByTitle = new("book-title", "title", book => book.Title);
    internal static readonly UniqueIndex<Book> ByIsbn = new("book-isbn", "isbn", book => book.Isbn);

    internal static readonly CollectionDefinition<Book> Collection = new()
    {
        Name = "books",
        Json = BookJsonContext.Default.DocumentBook,
        Unique = [ByTitle, ByIsbn],
        Queries = [new("book-published", "-body.published", "_id")],
    };

    internal static void AddTo(DocumentDatabaseBuilder database) =>
        database.AddStore<Book, IBookStore, MongoBookStore, EmbeddedBookStore>(Collection);
}

/// <summary>The least store there can be: what the contract suite asks for is the documents themselves.</summary>
internal interface IBookStore
{
    IDocuments<Book> Documents { get; }
}

internal sealed class MongoBookStore(MongoDocuments<Book> documents) : IBookStore
{
    public IDocuments<Book> Documents => documents;
}

internal sealed class EmbeddedBookStore(EmbeddedDocuments<Book> documents) : IBookStore
{
    public IDocuments<Book> Documents => documents;
}

[JsonSerializable(typeof(Document<Book>))]
internal sealed partial class BookJsonContext : JsonSerializerContext;
