using FilmStreaming.Storage;
using FilmStreaming.Tests.Infrastructure;

namespace FilmStreaming.Tests.StoreContracts;

public sealed class EmbeddedDocumentsTests : DocumentsContract
{
    private readonly TemporaryFolder _folder = new();

    private protected override Task<StoreHost> OpenAsync() => StoreHost.StartEmbeddedAsync(_folder.FullPath, Collections.Add);

    private protected override async Task<StoreHost> ReopenAsync(StoreHost host)
    {
        await host.CloseAsync();
        return await OpenAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }
}

public sealed class MongoDocumentsTests : DocumentsContract
{
    private readonly string _database = $"test-{Guid.CreateVersion7():N}";

    private protected override Task<StoreHost> OpenAsync() => StoreHost.StartMongoAsync(_database, Collections.Add);

    private protected override async Task<StoreHost> ReopenAsync(StoreHost host)
    {
        await host.CloseAsync();
        return await OpenAsync();
    }
}

file static class Collections
{
    public static void Add(DocumentDatabaseBuilder database) =>
        database.AddStore<Book, IBookStore, MongoBookStore, EmbeddedBookStore>(Book.Collection);
}
