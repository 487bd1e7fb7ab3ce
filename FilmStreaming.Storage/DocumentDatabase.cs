using FilmStreaming.Messaging.Outbox;
using FilmStreaming.ServiceDefaults.Hosting;
using FilmStreaming.ServiceDefaults.Problems;
using FilmStreaming.Storage.Embedded;
using FilmStreaming.Storage.Mongo;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using MongoDB.Driver;

namespace FilmStreaming.Storage;

/// <summary>Chooses the form in which a service stores its documents, and registers its stores in that form.</summary>
public static class DocumentDatabase
{
    /// <summary>
    /// MongoDB where the connection string <paramref name="name"/> is set, else a SQLite file of that name in the data folder.
    /// </summary>
    /// <param name="builder">The service's host.</param>
    /// <param name="name">The connection string, which is also the name of the database.</param>
    public static DocumentDatabaseBuilder AddDocumentDatabase(this IHostApplicationBuilder builder, string name)
    {
        var connectionString = builder.Configuration.GetConnectionString(name);
        builder.Services.TryAddSingleton<OutboxSignal>();
        builder.Services.TryAddSingleton(TimeProvider.System);
        return string.IsNullOrEmpty(connectionString)
            ? AddEmbedded(builder, name)
            : AddMongo(builder, name, UrlOf(name, connectionString).DatabaseName ?? name);
    }

    // The driver's own message would repeat the connection string, and with it the password.
    private static MongoUrl UrlOf(string name, string connectionString)
    {
        try
        {
            return MongoUrl.Create(connectionString);
        }
        catch (MongoConfigurationException)
        {
            throw new StartupException($"ConnectionStrings:{name} is not a MongoDB URL, such as mongodb://localhost:27017/{name}.");
        }
    }

    private static DocumentDatabaseBuilder AddMongo(IHostApplicationBuilder builder, string name, string databaseName)
    {
        MongoConventions.Register();
        builder.AddMongoDBClient(name, configureClientSettings: MongoSettings.Apply);
        builder.Services.AddSingleton(services => services.GetRequiredService<IMongoClient>().GetDatabase(databaseName));
        builder.Services.AddSingleton<IDependencyFailure>(new MongoFailure(name));
        builder.Services.AddHostedService<MongoPreparation>();
        builder.Services.AddHealthChecks().AddCheck<MongoHealthCheck>(name, tags: ["ready"]);
        return new(builder.Services, isMongo: true);
    }

    private static DocumentDatabaseBuilder AddEmbedded(IHostApplicationBuilder builder, string name)
    {
        builder.Services.AddSingleton(services =>
            new EmbeddedDatabase(Path.Combine(new DataFolder(services.GetRequiredService<IConfiguration>()).FullPath, $"{name}.db")));
        builder.Services.AddSingleton<IDependencyFailure>(new EmbeddedFailure(name));
        builder.Services.AddHostedService<EmbeddedPreparation>();
        builder.Services.AddHostedService<EmbeddedExpiry>();
        builder.Services.AddHealthChecks().AddCheck<EmbeddedHealthCheck>(name, tags: ["ready"]);
        return new(builder.Services, isMongo: false);
    }
}

/// <summary>Registers the collections of one database.</summary>
public sealed class DocumentDatabaseBuilder(IServiceCollection services, bool isMongo)
{
    /// <summary>For what the stores need besides.</summary>
    public IServiceCollection Services => services;

    /// <summary>Registers a collection, its outbox, and the store over it in the form that is in use.</summary>
    /// <typeparam name="T">The body of its documents.</typeparam>
    /// <typeparam name="TStore">What the service asks for.</typeparam>
    /// <typeparam name="TMongo">Takes a <see cref="MongoDocuments{T}"/>.</typeparam>
    /// <typeparam name="TEmbedded">Takes an <see cref="EmbeddedDocuments{T}"/>.</typeparam>
    public DocumentDatabaseBuilder AddStore<T, TStore, TMongo, TEmbedded>(CollectionDefinition<T> definition)
        where T : class
        where TStore : class
        where TMongo : class, TStore
        where TEmbedded : class, TStore
    {
        services.AddSingleton(definition);
        if (isMongo)
        {
            services.AddSingleton<MongoDocuments<T>>();
            services.AddSingleton<IPreparedCollection>(provider => provider.GetRequiredService<MongoDocuments<T>>());
            services.AddSingleton<IOutbox>(provider => new MongoOutbox(
                provider.GetRequiredService<IMongoDatabase>(), definition.Name, provider.GetRequiredService<TimeProvider>()));
            services.AddSingleton<TStore, TMongo>();
        }
        else
        {
            services.AddSingleton(provider => new EmbeddedDocuments<T>(
                provider.GetRequiredService<EmbeddedDatabase>(),
                definition,
                provider.GetRequiredService<OutboxSignal>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetServices<IWriteObserver<T>>()));
            services.AddSingleton<IEmbeddedCollection>(provider => provider.GetRequiredService<EmbeddedDocuments<T>>());
            services.AddSingleton<IOutbox>(provider => new EmbeddedOutbox<T>(
                provider.GetRequiredService<EmbeddedDocuments<T>>(), provider.GetRequiredService<TimeProvider>()));
            services.AddSingleton<TStore, TEmbedded>();
        }

        return this;
    }

    /// <summary>Registers further queries over a collection that has its store, in the form that is in use.</summary>
    public DocumentDatabaseBuilder AddQueries<TQueries, TMongo, TEmbedded>()
        where TQueries : class
        where TMongo : class, TQueries
        where TEmbedded : class, TQueries
    {
        if (isMongo)
            services.AddSingleton<TQueries, TMongo>();
        else
            services.AddSingleton<TQueries, TEmbedded>();
        return this;
    }

    /// <summary>Registers what only the form with MongoDB needs, and starts it with the service.</summary>
    public DocumentDatabaseBuilder AddForMongo<T>()
        where T : class, IHostedService
    {
        if (isMongo)
            services.AddSingleton<T>().AddHostedService(provider => provider.GetRequiredService<T>());
        return this;
    }
}
