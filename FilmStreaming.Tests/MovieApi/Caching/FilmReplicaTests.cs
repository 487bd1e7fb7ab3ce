using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using FilmStreaming.Messaging;
using FilmStreaming.Messaging.InProcess;
using FilmStreaming.Messaging.Outbox;
using FilmStreaming.Messaging.RabbitMq;
using FilmStreaming.ServiceDefaults;
using FilmStreaming.Tests.Infrastructure;
using FilmStreaming.Tests.Messaging.Outbox;
using FilmStreaming.Tests.ServiceDefaults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Options;
using MongoDB.Driver;
using StackExchange.Redis;

namespace FilmStreaming.Tests.MovieApi.Caching;

/// <summary>Several replicas of the Movie API on one real database, each with films in its memory.</summary>
public sealed class FilmReplicaTests : IAsyncLifetime
{
    private readonly string _name = $"test-{Guid.CreateVersion7():N}";
    private readonly List<MovieApiService> _replicas = [];
    private MongoUrl _database = null!;
    private bool _overRabbitMq;

    private static string Broker => RealServers.Require(ResourceNames.Messaging);

    private static string Redis => RealServers.Require(ResourceNames.Cache);

    public ValueTask InitializeAsync()
    {
        _database = RealServers.Database(_name);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in _replicas)
            await replica.DisposeAsync();
        if (!_overRabbitMq)
            return;
        var options = new MessagingOptions { Prefix = _name };
        options.SetDefaults();
        await RealServers.DeleteQueuesAsync(new Topology(Options.Create(options)), []);
    }

    [Fact]
    public async Task Change_ThroughEitherReplica_IsSeenThroughBoth_OverRabbitMqAndRedis() =>
        await AssertSeenAsync(await StartAsync(Broker, Redis), await StartAsync(Broker, Redis));

    [Fact]
    public async Task Change_ThroughEitherReplica_IsSeenThroughBoth_OverOneBusInMemory()
    {
        var bus = new InProcessBus();
        await AssertSeenAsync(await StartAsync("", "", Shared), await StartAsync("", "", Shared));

        void Shared(IServiceCollection services) => services.AddSingleton(bus);
    }

    [Fact]
    public async Task Import_ThroughOneReplica_IsSeenThroughTheOtherBeforeTheEventsOfItsFilms_OverRabbitMqAndRedis() =>
        await AssertImportSeenAsync(() => StartAsync(Broker, Redis, StallOutbox));

    [Fact]
    public async Task Import_ThroughOneReplica_IsSeenThroughTheOtherBeforeTheEventsOfItsFilms_OverOneBusInMemory()
    {
        var bus = new InProcessBus();
        await AssertImportSeenAsync(() => StartAsync("", "", services => StallOutbox(services.AddSingleton(bus))));
    }

    [Fact]
    public async Task Change_WhileTheBrokerIsAway_IsSeenWhenTheLifetimeIsOver()
    {
        await using var proxy = new ServerProxy(Broker);
        var one = await StartAsync(proxy.Address, "", lifetime: "00:00:02");
        var other = await StartAsync(proxy.Address, "", lifetime: "00:00:02");
        var path = (await one.PostAsync("/v1/movies", """{"title": "Metropolis"}""")).Header("Location")!;
        Assert.Equal("\"1\"", (await other.GetAsync(path)).Header("ETag"));

        await one.PutAsync(path, """{"title": "Metropolis", "releaseYear": 1927}""", "\"1\"");

        Assert.Equal("\"2\"", (await one.GetAsync(path)).Header("ETag"));
        await SeenAsync(other, path, "\"2\"");
    }

    [Fact]
    public async Task Get_By500AtOnceOnEachReplica_ReadsOncePerReplica()
    {
        var replicas = new[] { await StartAsync(Broker, Redis), await StartAsync(Broker, Redis) };
        var path = (await replicas[0].PostAsync("/v1/movies", """{"title": "Metropolis"}""")).Header("Location")!;
        foreach (var (asked, status) in new[] { (path, HttpStatusCode.OK), ($"/v1/movies/{Guid.CreateVersion7()}", HttpStatusCode.NotFound) })
        {
            var reads = replicas.Select(ReadsOf).ToList();
            var answers = await Task.WhenAll(replicas.SelectMany(replica => Enumerable.Range(0, 500).Select(_ => replica.GetAsync(asked))));

            Assert.All(answers, answer => Assert.Equal(status, answer.Status));
            Assert.All(reads, counted => Assert.InRange(counted.GetMeasurementSnapshot().Count, 0, 1));
            Assert.Contains(reads, counted => counted.GetMeasurementSnapshot().Count == 1);
        }
    }

    [Fact]
    public async Task Get_OfFilmThatAnotherReplicaHasRead_TakesItFromRedis()
    {
        var one = await StartAsync(Broker, Redis);
        var other = await StartAsync(Broker, Redis);
        var path = (await one.PostAsync("/v1/movies", """{"title": "Metropolis"}""")).Header("Location")!;
        var reads = ReadsOf(other);
        var read = await one.GetAsync(path);
        var key = $"filmstreaming:cache:film:{path.Split('/')[^1]}";
        var redis = one.Services.GetRequiredService<IConnectionMultiplexer>().GetDatabase();
        await Eventually.BeTrueAsync("the film to be in Redis", () => redis.KeyExistsAsync(key));

        var taken = await other.GetAsync(path);

        Assert.Equal((read.Body, read.Header("ETag")), (taken.Body, taken.Header("ETag")));
        Assert.Empty(reads.GetMeasurementSnapshot());
    }

    [Fact]
    public async Task Get_WhileRedisIsAway_AnswersFromMemory()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var address = $"{closed.LocalEndpoint},connectTimeout=200,connectRetry=0";
        closed.Stop();
        var replica = await StartAsync("", address);
        var path = (await replica.PostAsync("/v1/movies", """{"title": "Metropolis"}""")).Header("Location")!;
        var reads = ReadsOf(replica);

        Assert.Equal(HttpStatusCode.OK, (await replica.GetAsync(path)).Status);
        Assert.Equal(HttpStatusCode.OK, (await replica.GetAsync(path)).Status);
        Assert.Single(reads.GetMeasurementSnapshot());
    }

    private static async Task AssertSeenAsync(MovieApiService one, MovieApiService other)
    {
        var path = (await one.PostAsync("/v1/movies", """{"title": "Metropolis"}""")).Header("Location")!;
        await SeenAsync(other, path, "\"1\"");
        for (var version = 1; version <= 6; version++)
        {
            var (writer, reader) = version % 2 == 0 ? (one, other) : (other, one);
            var film = $$"""{"title": "Metropolis", "runtimeMinutes": {{version}}}""";
            var written = await writer.PutAsync(path, film, $"\"{version}\"");

            Assert.Equal(written.Body, (await writer.GetAsync(path)).Body);
            Assert.Equal(written.Body, (await SeenAsync(reader, path, $"\"{version + 1}\"")).Body);
        }

        await one.DeleteAsync(path, "\"7\"");
        Assert.Equal(HttpStatusCode.NotFound, (await one.GetAsync(path)).Status);
        await SeenAsync(other, path, null);
    }

    private static async Task AssertImportSeenAsync(Func<Task<MovieApiService>> startAsync)
    {
        var (one, other) = (await startAsync(), await startAsync());
        var path = (await one.PostAsync("/v1/movies", """{"title": "Metropolis"}""")).Header("Location")!;
        for (var version = 1; version <= 4; version++)
        {
            var (writer, reader) = version % 2 == 0 ? (one, other) : (other, one);
            Assert.Equal($"\"{version}\"", (await reader.GetAsync(path)).Header("ETag"));

            var rows = $$"""{"title": "Metropolis", "runtimeMinutes": {{version}}}""";
            Assert.Equal(1, ImportLines.Of(await writer.PostAsync("/v1/movies/import", rows, "application/x-ndjson")).Summary.Updated);

            await SeenAsync(reader, path, $"\"{version + 1}\"");
        }
    }

    /// <summary>After its first round the relay waits for a minute.</summary>
    private static void StallOutbox(IServiceCollection services) => services
        .PostConfigure<OutboxOptions>(options => options.Interval = TimeSpan.FromMinutes(1))
        .AddSingleton<IOutbox>(new FakeOutbox { FailingClaims = int.MaxValue });

    /// <summary>Each reader has the version before in its memory, and believes it for ten minutes if nothing tells it of the change.</summary>
    private static async Task<Answer> SeenAsync(MovieApiService reader, string path, string? tag)
    {
        var start = TimeProvider.System.GetTimestamp();
        var answer = await Eventually.GetAsync($"{tag} of {path}", () => reader.GetAsync(path), answer => answer.Header("ETag") == tag);
        TestContext.Current.TestOutputHelper?.WriteLine($"{tag}: {TimeProvider.System.GetElapsedTime(start).TotalMilliseconds:0} ms");
        return answer;
    }

    private static MetricCollector<long> ReadsOf(MovieApiService replica) =>
        new(replica.Services.GetRequiredService<IMeterFactory>(), "FilmStreaming.MovieApi", "filmstreaming.film_cache.reads");

    private async Task<MovieApiService> StartAsync(string broker, string redis, Action<IServiceCollection>? configure = null, string lifetime = "00:10:00")
    {
        _overRabbitMq |= broker.Length > 0;
        var replica = await MovieApiService.StartReplicaAsync(
            _database,
            configure ?? (_ => { }),
            ($"ConnectionStrings:{ResourceNames.Messaging}", broker),
            ($"ConnectionStrings:{ResourceNames.Cache}", redis),
            ("Messaging:Prefix", _name),
            ("FilmCache:Lifetime", lifetime));
        _replicas.Add(replica);
        if (broker == Broker)
            await Eventually.BeTrueAsync("a ready replica", async () => (await replica.GetAsync("/health/ready")).Status == HttpStatusCode.OK);
        return replica;
    }
}
