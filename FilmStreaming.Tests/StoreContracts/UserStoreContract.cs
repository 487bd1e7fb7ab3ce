using FilmStreaming.Storage;
using FilmStreaming.Tests.Infrastructure;
using FilmStreaming.UserApi;
using Microsoft.Extensions.DependencyInjection;

namespace FilmStreaming.Tests.StoreContracts;

/// <summary>The form that a run of a store's contract is over.</summary>
public enum StorageForm
{
    Embedded,
    Mongo,
}

/// <summary>Gives each test of a User API store a database of its own.</summary>
public abstract class UserStoreContract(StorageForm form) : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private StoreHost? _host;

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    private protected T Get<T>()
        where T : notnull => _host!.Services.GetRequiredService<T>();

    public async ValueTask InitializeAsync() => _host = form switch
    {
        StorageForm.Mongo => await StoreHost.StartMongoAsync(AddStores),
        _ => await StoreHost.StartEmbeddedAsync(_folder.FullPath, AddStores),
    };

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private static void AddStores(DocumentDatabaseBuilder database) => database.AddUserStores();
}
