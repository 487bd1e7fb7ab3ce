using System.Net.Http.Headers;
using System.Text;
using FilmStreaming.Bench.Http;
using FilmStreaming.ServiceDefaults;
using FilmStreaming.ServiceDefaults.Authentication;
using MongoDB.Driver;

namespace FilmStreaming.Bench.Scenarios;

/// <summary>One film that everybody asks for, as a viewer who is signed in gets it.</summary>
internal sealed class FilmReadsScenario : IScenario
{
    private const int Connections = 32;
    private const int Requests = 20_000;

    private const string Film =
        """
        {
          "title": "Metropolis", "releaseDate": "1927-01-10", "runtimeMinutes": 153,
          "description": "The son of the master of a city of the future falls in love with a prophet of the workers below it.",
          "genres": ["Science Fiction", "Drama"], "directors": ["Fritz Lang"],
          "certificates": {"DE": "6", "GB": "PG", "US": "Passed"},
          "externalIds": {"imdb": "tt0017136", "tmdb": 19, "wikidata": "Q151599"},
          "rating": {"average": 8.3, "votes": 190000}
        }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("filmstreaming-bench-");
    private readonly string _name = $"bench-{Guid.CreateVersion7():N}";
    private readonly List<ServerProcess> _servers = [];
    private AccessTokens? _tokens;

    public string Description =>
        $"{Requests:N0} reads of one film over {Connections} connections, {(IsEmbedded ? "embedded" : "on the servers that are set")}; "
        + "each server is a process of its own; limits are counted and no telemetry is exported";

    private static string? Mongo => Environment.GetEnvironmentVariable($"ConnectionStrings__{ResourceNames.Mongo}");

    private static bool IsEmbedded => string.IsNullOrEmpty(Mongo);

    public async Task<IReadOnlyList<Contender>> PrepareAsync(CancellationToken cancellationToken)
    {
        _tokens = await AccessTokens.StartAsync(cancellationToken);
        var api = await StartAsync("FilmStreaming.MovieApi", [], Settings(_tokens.Address), cancellationToken);
        using var client = new HttpClient { BaseAddress = api.Address };
        var path = await CreateFilmAsync(client, _tokens.Issue(Roles.Editor), cancellationToken);
        var film = await client.GetByteArrayAsync(path, cancellationToken);

        var file = Path.Combine(_folder.FullName, "film.json");
        await File.WriteAllBytesAsync(file, film, cancellationToken);
        var bare = await StartAsync("FilmStreaming.Bench", [BareEndpoint.Command, file], new Dictionary<string, string>(), cancellationToken);
        var headers = new Dictionary<string, string> { ["Authorization"] = $"Bearer {_tokens.Issue(Roles.Viewer)}" };
        var anonymous = new Dictionary<string, string>();
        return
        [
            Read("bare Kestrel", bare, headers),
            Read("Movie API", api, headers),
            Read("Movie API, no token", api, anonymous),
        ];

        Contender Read(string name, ServerProcess server, Dictionary<string, string> sent) => new(
            name, stop => HttpLoad.RunAsync(new(server.Address, path), sent, film.Length, Connections, Requests, stop));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
            await server.DisposeAsync();
        if (_tokens is not null)
            await _tokens.DisposeAsync();
        if (!IsEmbedded)
        {
            using var mongo = new MongoClient(Mongo);
            await mongo.DropDatabaseAsync(_name);
        }

        _folder.Delete(recursive: true);
    }

    private static async Task<Uri> CreateFilmAsync(HttpClient client, string editor, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/movies")
        {
            Content = new StringContent(Film, Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", editor);
        using var response = await client.SendAsync(request, cancellationToken);
        return response.EnsureSuccessStatusCode().Headers.Location!;
    }

    private async Task<ServerProcess> StartAsync(
        string assembly, IEnumerable<string> arguments, Dictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var server = await ServerProcess.StartAsync(assembly, arguments, environment, cancellationToken);
        _servers.Add(server);
        return server;
    }

    private Dictionary<string, string> Settings(string keys)
    {
        var settings = new Dictionary<string, string>
        {
            ["Authentication__Keys"] = keys,
            ["FilmStreaming__DataFolder"] = _folder.FullName,
            ["Messaging__Prefix"] = _name,
            ["RateLimits__Classes__default__Limit"] = "1000000000",
        };
        if (!IsEmbedded)
            settings[$"ConnectionStrings__{ResourceNames.MovieDb}"] = new MongoUrlBuilder(Mongo) { DatabaseName = _name }.ToString();
        return settings;
    }
}
