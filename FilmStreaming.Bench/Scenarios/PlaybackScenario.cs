using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using FilmStreaming.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FilmStreaming.Bench.Scenarios;

/// <summary>Progress reports of many players at once, each durable before it is answered.</summary>
internal sealed class PlaybackScenario : IScenario
{
    private const int Clients = 200;
    private const int Accounts = 10;
    private const int Reports = 6_000;

    private readonly UserApiRun _userApi = new();
    private readonly MongoClient _mongo = new(MissingServerException.Require(ResourceNames.Mongo));
    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = Clients });
    private readonly ConcurrentBag<Player> _players = [];
    private WebApplication? _bare;

    public string Description =>
        $"{Reports:N0} progress reports over HTTP by {Clients} players at once, each of a film and session of its own, {Accounts} accounts; "
        + "but for those of the empty endpoint they are in MongoDB's journal before they are answered";

    public async Task<IReadOnlyList<Contender>> PrepareAsync(CancellationToken cancellationToken)
    {
        await _userApi.StartAsync(cancellationToken);
        _bare = await StartBareAsync(cancellationToken);
        for (var account = 0; account < Accounts; account++)
        {
            var token = await _userApi.SignUpAsync(_http, cancellationToken);
            for (var player = 0; player < Clients / Accounts; player++)
                _players.Add(new(token));
        }

        var bare = new Uri(_bare.Urls.Single());
        return
        [
            new("one upsert for each report", stop => RunAsync(new(bare, "/upsert/"), stop)),
            new("FilmStreaming", stop => RunAsync(new(_userApi.Address, "/v1/me/playback/"), stop)),
            new("empty Kestrel endpoint", stop => RunAsync(new(bare, "/empty/"), stop)),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        if (_bare is not null)
            await _bare.DisposeAsync();
        await _userApi.DisposeAsync();
        _http.Dispose();
        _mongo.Dispose();
    }

    private Task<Measurement> RunAsync(Uri path, CancellationToken cancellationToken) => Measurement.OfEachAsync(
        Reports,
        Clients,
        async stop =>
        {
            // A player has one report on its way at a time.
            if (!_players.TryTake(out var player))
                throw new InvalidOperationException("There are more reports at once than players.");
            using var request = player.NextReport(path);
            using var response = await _http.SendAsync(request, stop);
            if (response.StatusCode != HttpStatusCode.Accepted)
                throw new HttpRequestException($"{path} answered {response.StatusCode}: {await response.Content.ReadAsStringAsync(stop)}");
            _players.Add(player);
        },
        cancellationToken);

    /// <summary>What a service without the product does: the same JSON, and the same journal, but neither tokens nor rules.</summary>
    private async Task<WebApplication> StartBareAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var states = _mongo.GetDatabase(_userApi.Name).GetCollection<BsonDocument>("bare", new() { WriteConcern = WriteConcern.WMajority.With(journal: true) });
        app.MapPost("/empty/{movieId}", async (Guid movieId, HttpRequest request) =>
        {
            using var report = await JsonDocument.ParseAsync(request.Body);
            return Results.StatusCode(StatusCodes.Status202Accepted);
        });
        app.MapPost("/upsert/{movieId}", async (Guid movieId, HttpRequest request) =>
        {
            using var report = await JsonDocument.ParseAsync(request.Body);
            await states.UpdateOneAsync(
                Builders<BsonDocument>.Filter.Eq("_id", new BsonBinaryData(movieId, GuidRepresentation.Standard)),
                Builders<BsonDocument>.Update
                    .Set("sessionId", report.RootElement.GetProperty("sessionId").GetString())
                    .Max("sequence", report.RootElement.GetProperty("sequence").GetInt64())
                    .Set("positionMs", report.RootElement.GetProperty("positionMs").GetInt64())
                    .Set("durationMs", report.RootElement.GetProperty("durationMs").GetInt64())
                    .Set("clientTime", report.RootElement.GetProperty("clientTime").GetDateTime()),
                new() { IsUpsert = true });
            return Results.StatusCode(StatusCodes.Status202Accepted);
        });
        await app.StartAsync(cancellationToken);
        return app;
    }

    /// <summary>Plays one film, from its beginning on.</summary>
    private sealed class Player(AuthenticationHeaderValue token)
    {
        private readonly Guid _movie = Guid.CreateVersion7();
        private readonly Guid _session = Guid.CreateVersion7();
        private long _sequence;

        public HttpRequestMessage NextReport(Uri path)
        {
            var sequence = ++_sequence;
            var json = $$"""
                {"sessionId":"{{_session}}","sequence":{{sequence}},"event":"progress","positionMs":{{sequence * 10_000 % 5_400_000}},"durationMs":5400000,"clientTime":"{{TimeProvider.System.GetUtcNow():O}}"}
                """;
            return new(HttpMethod.Post, new Uri(path, $"{_movie}"))
            {
                Headers = { Authorization = token },
                Content = new StringContent(json, Encoding.UTF8, "application/json"),
            };
        }
    }
}
