using FilmStreaming.Messaging.Events;
using FilmStreaming.Messaging.Outbox;
using FilmStreaming.Storage;
using FilmStreaming.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.Tests.StoreContracts;

/// <summary>A host with a collection of books, for the contracts that both forms of storage keep.</summary>
public abstract class StoreContract : IAsyncLifetime
{
    private protected StoreHost Host { get; set; } = null!;

    private protected IDocuments<Book> Books => Host.Services.GetRequiredService<IBookStore>().Documents;

    private protected IOutbox Outbox => Host.Services.GetRequiredService<IOutbox>();

    private protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    private protected abstract IStoreForm Form { get; }

    public async ValueTask InitializeAsync() => Host = await Form.OpenAsync();

    public async ValueTask DisposeAsync()
    {
        if (Host is not null)
            await Host.DisposeAsync();
        Form.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static Book Of(string title, string? isbn = null) => new() { Title = title, Isbn = isbn };

    private protected static EventMessage Event()
    {
        var now = TimeProvider.System.GetStoredNow();
        return new()
        {
            Id = Guid.CreateVersion7(now),
            Type = "book.changed.v1",
            Source = "/books",
            Subject = "1",
            Time = now,
            Data = """{"n":1}""",
            TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        };
    }

    private protected async Task<Guid> InsertAsync(string title, string? isbn = null)
    {
        var id = Guid.CreateVersion7();
        Assert.Equal(WriteStatus.Written, (await Books.InsertAsync(new(id, Of(title, isbn), []), Stop)).Status);
        return id;
    }
}

/// <summary>One of the forms of storage, at a place of the test's own.</summary>
internal interface IStoreForm : IDisposable
{
    /// <summary>Opens a host over that place; what an earlier one stored is there.</summary>
    Task<StoreHost> OpenAsync();
}

internal sealed class EmbeddedForm : IStoreForm
{
    private readonly TemporaryFolder _folder = new();

    public Task<StoreHost> OpenAsync() => StoreHost.StartEmbeddedAsync(_folder.FullPath, Book.AddTo);

    public void Dispose() => _folder.Dispose();
}

internal sealed class MongoForm : IStoreForm
{
    private readonly string _database = $"test-{Guid.CreateVersion7():N}";

    public Task<StoreHost> OpenAsync() => StoreHost.StartMongoAsync(_database, Book.AddTo);

    public void Dispose()
    {
        // The host drops its database.
    }
}
