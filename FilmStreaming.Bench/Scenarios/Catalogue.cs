using FilmStreaming.Bench.Films;
using FilmStreaming.Messaging.Outbox;
using FilmStreaming.MovieApi.Movies;
using FilmStreaming.MovieApi.Movies.Storage;
using FilmStreaming.MovieApi.Search;
using FilmStreaming.MovieApi.Search.Vocabulary;
using FilmStreaming.ServiceDefaults;
using FilmStreaming.Storage;
using FilmStreaming.Storage.Mongo;
using Microsoft.Extensions.Hosting;
using MongoDB.Driver;

namespace FilmStreaming.Bench.Scenarios;

/// <summary>
/// A Movie API over a generated catalogue. MongoDB is filled, and its indexes are made, before the service starts: that takes a tenth of
/// the time of an import, and what is stored in the end is the same. The embedded form is filled by an import.
/// </summary>
internal sealed class Catalogue : IAsyncDisposable
{
    private const int BatchSize = 1000;

    private readonly MovieApiProcess _service = new();
    private IMongoDatabase? _dropped;

    public HttpClient Client => _service.Client;

    /// <param name="form"><c>mongo</c> or <c>embedded</c>.</param>
    /// <param name="size">How many films.</param>
    /// <param name="keep">Whether a database that is there is asked again, and left for the next time.</param>
    /// <param name="output">Is told how long it took.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<Catalogue> StartAsync(
        string form, int size, bool keep, TextWriter output, CancellationToken cancellationToken)
    {
        var catalogue = new Catalogue();
        var clock = TimeProvider.System;
        var started = clock.GetTimestamp();
        if (form == "mongo")
            await catalogue.StartMongoAsync(size, keep, cancellationToken);
        else
            await catalogue.StartEmbeddedAsync(size, cancellationToken);
        await output.WriteLineAsync($"{size,10}  (made ready in {clock.GetElapsedTime(started).TotalSeconds:0} s)");
        return catalogue;
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        if (_dropped is not null)
            await _dropped.Client.DropDatabaseAsync(_dropped.DatabaseNamespace.DatabaseName);
    }

    private async Task StartMongoAsync(int size, bool keep, CancellationToken cancellationToken)
    {
        var name = keep ? $"bench-catalogue-{MovieKeys.CurrentForm}-{size}" : $"bench-{Guid.CreateVersion7():N}";
        var url = new MongoUrlBuilder(MissingServerException.Require(ResourceNames.Mongo)) { DatabaseName = name }.ToMongoUrl();
        // Registers how documents look in MongoDB.
        var host = Host.CreateEmptyApplicationBuilder(new());
        host.Configuration[$"ConnectionStrings:{ResourceNames.MovieDb}"] = url.ToString();
        host.AddDocumentDatabase(ResourceNames.MovieDb);
        var database = new MongoClient(url).GetDatabase(name);
        _dropped = keep ? null : database;
        await FillAsync(database, size, cancellationToken);
        await _service.StartAsync(new Dictionary<string, string> { [ResourceNames.MovieDb] = url.ToString() }, name, cancellationToken);
    }

    // The words come last: where they have their indexes, all is there.
    private static async Task FillAsync(IMongoDatabase database, int size, CancellationToken cancellationToken)
    {
        var movies = Documents(database, MovieCollection.Definition);
        var vocabulary = Documents(database, VocabularyCollection.Definition);
        using var indexes = await vocabulary.Collection.Indexes.ListAsync(cancellationToken);
        if ((await indexes.ToListAsync(cancellationToken)).Count > 1)
            return;
        await database.Client.DropDatabaseAsync(database.DatabaseNamespace.DatabaseName, cancellationToken);

        HashSet<string> words = new(StringComparer.Ordinal);
        var start = TimeProvider.System.GetStoredNow();
        var batches = new FilmGenerator().Films(size).Chunk(BatchSize).Index();
        await Parallel.ForEachAsync(batches, cancellationToken, async (batch, stop) =>
        {
            var now = start.AddMilliseconds(batch.Index);
            List<Document<Movie>> documents = [.. batch.Item.Select(film => New(Guid.CreateVersion7(now), Movie.Create(film, now)))];
            lock (words)
                words.UnionWith(documents.SelectMany(document => SearchTerms.In(document.Body.Keys!)).Select(SearchTerms.WordOf));
            await InsertAsync(movies, documents, stop);
        });
        await movies.EnsureIndexesAsync(cancellationToken);

        foreach (var batch in words.Chunk(BatchSize))
        {
            await InsertAsync(
                vocabulary,
                batch.Select(word => New(VocabularyWord.IdOf(word), new VocabularyWord { Text = word, Deletions = Deletions.Of(word) })),
                cancellationToken);
        }

        await vocabulary.EnsureIndexesAsync(cancellationToken);
    }

    private static MongoDocuments<T> Documents<T>(IMongoDatabase database, CollectionDefinition<T> definition)
        where T : class => new(database, definition, new OutboxSignal(), TimeProvider.System, []);

    private static Document<T> New<T>(Guid id, T body)
        where T : class => new() { Id = id, Version = 1, Body = body };

    private static Task InsertAsync<T>(MongoDocuments<T> documents, IEnumerable<Document<T>> batch, CancellationToken cancellationToken)
        where T : class => documents.Collection.InsertManyAsync(batch, new() { IsOrdered = false }, cancellationToken);

    private async Task StartEmbeddedAsync(int size, CancellationToken cancellationToken)
    {
        await _service.StartAsync(new Dictionary<string, string>(), "bench", cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/movies/import") { Content = new GeneratedRows(size) };
        using var response = await Client.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
        response.EnsureSuccessStatusCode();
    }
}
