using FilmStreaming.Bench.Films;
using FilmStreaming.MovieApi.Movies;
using FilmStreaming.MovieApi.Movies.Storage;
using FilmStreaming.MovieApi.Search;
using FilmStreaming.MovieApi.Search.Vocabulary;
using FilmStreaming.ServiceDefaults;
using FilmStreaming.Storage;
using Microsoft.Extensions.Hosting;
using MongoDB.Driver;

namespace FilmStreaming.Bench.Scenarios;

/// <summary>
/// A Movie API over a generated catalogue. MongoDB is filled before the service starts and makes the indexes, which takes a tenth of
/// the time of an import; what is stored in the end is the same. The embedded form is filled by an import.
/// </summary>
internal sealed class Catalogue : IAsyncDisposable
{
    private const int BatchSize = 1000;

    private readonly string _name = $"bench-{Guid.CreateVersion7():N}";
    private readonly MovieApiProcess _service = new();
    private MongoClient? _mongo;

    public HttpClient Client => _service.Client;

    public static async Task<Catalogue> StartAsync(string form, int size, TextWriter output, CancellationToken cancellationToken)
    {
        var catalogue = new Catalogue();
        var clock = TimeProvider.System;
        var started = clock.GetTimestamp();
        if (form == "mongo")
            await catalogue.StartMongoAsync(size, cancellationToken);
        else
            await catalogue.StartEmbeddedAsync(size, cancellationToken);
        await output.WriteLineAsync($"{size,10}  (made ready in {clock.GetElapsedTime(started).TotalSeconds:0} s)");
        return catalogue;
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        if (_mongo is null)
            return;
        await _mongo.DropDatabaseAsync(_name);
        _mongo.Dispose();
    }

    private async Task StartMongoAsync(int size, CancellationToken cancellationToken)
    {
        var url = new MongoUrlBuilder(MissingServerException.Require(ResourceNames.Mongo)) { DatabaseName = _name }.ToMongoUrl();
        // Registers how documents look in MongoDB.
        var host = Host.CreateEmptyApplicationBuilder(new());
        host.Configuration[$"ConnectionStrings:{ResourceNames.MovieDb}"] = url.ToString();
        host.AddDocumentDatabase(ResourceNames.MovieDb);
        _mongo = new MongoClient(url);
        var database = _mongo.GetDatabase(_name);
        await FillAsync(database, size, cancellationToken);

        await _service.StartAsync(new Dictionary<string, string> { [ResourceNames.MovieDb] = url.ToString() }, _name, cancellationToken);
        foreach (var (collection, last) in new[]
        {
            (MovieCollection.Definition.Name, MovieCollection.Definition.Queries[^1].Name),
            (VocabularyCollection.Definition.Name, VocabularyCollection.Definition.Queries[^1].Name),
        })
        {
            while (!(await (await database.GetCollection<object>(collection).Indexes.ListAsync(cancellationToken)).ToListAsync(cancellationToken))
                .Any(index => index["name"] == last))
            {
                await Task.Delay(200, cancellationToken);
            }
        }
    }

    private static async Task FillAsync(IMongoDatabase database, int size, CancellationToken cancellationToken)
    {
        var movies = database.GetCollection<Document<Movie>>(MovieCollection.Definition.Name);
        var unordered = new InsertManyOptions { IsOrdered = false };
        var now = TimeProvider.System.GetStoredNow();
        HashSet<string> words = new(StringComparer.Ordinal);
        foreach (var batch in new FilmGenerator().Films(size).Chunk(BatchSize))
        {
            var documents = batch.Select(film => new Document<Movie>
            {
                Id = Guid.CreateVersion7(now),
                Version = 1,
                Body = Movie.Create(film, now),
            }).ToList();
            words.UnionWith(documents.SelectMany(document => SearchTerms.In(document.Body.Keys!)).Select(SearchTerms.WordOf));
            await movies.InsertManyAsync(documents, unordered, cancellationToken);
            now = now.AddMilliseconds(1);
        }

        var vocabulary = database.GetCollection<Document<VocabularyWord>>(VocabularyCollection.Definition.Name);
        foreach (var batch in words.Chunk(BatchSize))
        {
            await vocabulary.InsertManyAsync(
                batch.Select(word => new Document<VocabularyWord>
                {
                    Id = VocabularyWord.IdOf(word),
                    Version = 1,
                    Body = new() { Text = word, Deletions = Deletions.Of(word) },
                }),
                unordered,
                cancellationToken);
        }
    }

    private async Task StartEmbeddedAsync(int size, CancellationToken cancellationToken)
    {
        await _service.StartAsync(new Dictionary<string, string>(), _name, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/movies/import") { Content = new GeneratedRows(size) };
        using var response = await Client.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
        response.EnsureSuccessStatusCode();
    }
}
