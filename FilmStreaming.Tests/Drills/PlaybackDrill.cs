using FilmStreaming.ServiceDefaults;
using FilmStreaming.Tests.Infrastructure;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FilmStreaming.Tests.Drills;

/// <param name="Lost">Sessions whose state is behind their last acknowledged report, or that have no play though they were played to the end.</param>
/// <param name="Doubled">Plays that are in the history twice, and films that count as watched more often than they were played.</param>
/// <param name="Journal">Pages that are still in the journal.</param>
internal sealed record PlaybackAudit(int Lost, int Doubled, long Journal);

/// <summary>The platform that the playback drills share, on servers that are killed under it.</summary>
public sealed class PlaybackDrill : IAsyncLifetime
{
    private const int Accounts = 2;
    private const int PlayersPerAccount = 6;
    private const int Reports = 150;

    private static readonly TimeSpan RecoveryLimit = TimeSpan.FromMinutes(3);

    private readonly List<(string Token, Guid Film)> _players = [];

    internal DrillServers Servers { get; private set; } = null!;

    internal PlatformProcesses Platform { get; private set; } = null!;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (Platform is not null)
            await Platform.DisposeAsync();
    }

    /// <summary>Injects a fault under load, and holds what was acknowledged against what is stored.</summary>
    /// <param name="fault">What happens, for the report.</param>
    /// <param name="injectAsync">Returns when the fault is over; gets the load.</param>
    internal async Task RunAsync(string fault, Func<PlaybackLoad, Task> injectAsync)
    {
        await StartAsync();
        await using var load = new PlaybackLoad(Platform.UserApi.Address, _players);
        await load.GoOnAsync(Reports, acknowledged: true);
        await injectAsync(load);
        var over = TimeProvider.System.GetTimestamp();
        await load.GoOnAsync(1, acknowledged: true);
        var recovered = TimeProvider.System.GetElapsedTime(over);
        await load.GoOnAsync(Reports, acknowledged: true);
        await load.StopAsync();

        var audit = await Eventually.GetAsync("an empty journal", () => AuditAsync(load), audit => audit.Journal == 0, RecoveryLimit);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{fault}: {load.Sent} reports sent, {load.Acknowledged} acknowledged, of {load.Sessions.Count} sessions; {audit.Lost} lost, "
            + $"{audit.Doubled} doubled; a report was acknowledged {recovered.TotalSeconds:0.0} s after the fault");
        Assert.Equal((0, 0), (audit.Lost, audit.Doubled));
    }

    private async Task StartAsync()
    {
        Servers = DrillServers.Require();
        if (Platform is not null)
            return;
        Platform = await PlatformProcesses.StartAsync();
        using var client = Platform.CreateClient();
        var tour = new Tour(client);
        var administrator = await tour.SignInAsAdministratorAsync();
        for (var account = 0; account < Accounts; account++)
        {
            var token = await tour.SignUpAsync();
            for (var player = 0; player < PlayersPerAccount; player++)
                _players.Add((token, await tour.AddMovieAsync(administrator, $"Film {Guid.CreateVersion7():N}", 1927)));
        }
    }

    private async Task<PlaybackAudit> AuditAsync(PlaybackLoad load)
    {
        using var mongo = new MongoClient(RealServers.Require(ResourceNames.Mongo));
        var database = mongo.GetDatabase($"{Platform.Name}-{ResourceNames.UserDb}");
        // Counted first: what leaves the journal while the states are read may be too late for them.
        var journal = await database.GetCollection<BsonDocument>("playbackJournal")
            .CountDocumentsAsync(FilterDefinition<BsonDocument>.Empty, cancellationToken: TestContext.Current.CancellationToken);
        var states = await ReadAsync(database, "watchStates");
        var sessions = states.SelectMany(state => state["sessions"].AsBsonArray.Select(session => session.AsBsonDocument))
            .ToDictionary(session => session["_id"].AsGuid);
        var plays = (await ReadAsync(database, "plays")).CountBy(play => play["sessionId"].AsGuid).ToDictionary();

        var lost = load.Sessions.Count(acknowledged =>
            !sessions.TryGetValue(acknowledged.Key, out var stored)
            || stored["sequence"].ToInt64() < acknowledged.Value.Sequence
            || stored["furthestMs"].ToInt64() < acknowledged.Value.PositionMs
            || (acknowledged.Value.IsFinished && !plays.ContainsKey(acknowledged.Key)));
        var doubled = plays.Count(play => play.Value > 1) + states.Count(state =>
            state["plays"].ToInt32() != state["sessions"].AsBsonArray.Count(session => session["isFinished"].AsBoolean));
        return new(lost, doubled, journal);
    }

    private static async Task<IReadOnlyList<BsonDocument>> ReadAsync(IMongoDatabase database, string collection)
    {
        var documents = await database.GetCollection<BsonDocument>(collection)
            .Find(FilterDefinition<BsonDocument>.Empty).ToListAsync(TestContext.Current.CancellationToken);
        return [.. documents.Select(document => document["body"].AsBsonDocument)];
    }
}
