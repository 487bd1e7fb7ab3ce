using FilmStreaming.Tests.Infrastructure;

namespace FilmStreaming.Tests.Drills;

[CollectionDefinition(nameof(FaultDrills), DisableParallelization = true)]
public sealed class FaultDrills;

/// <summary>
/// Every write that was acknowledged takes effect in the other service, once, whatever is killed, stopped or cut meanwhile.
/// They run after all other tests and one after another, because they stop the servers.
/// </summary>
[Collection(nameof(FaultDrills))]
[Trait("Category", "Drill")]
public sealed class FaultDrillTests(Drill drill) : IClassFixture<Drill>
{
    // A cut every few hundred bytes falls between, and within, all steps of publishing and consuming.
    private const int CutsPerRound = 4;
    private const int MaxBytesToCut = 6000;

    // Long enough for events to be refused and retried, by the outbox as by the consumer.
    private const int TurnsPerOutage = 12;

    [Fact]
    public Task MovieApi_IsKilled_LosesNothing() => drill.RunAsync("Movie API killed", async () =>
    {
        await drill.Platform.CrashMovieApiAsync();
        return 1;
    });

    [Fact]
    public Task UserApi_IsKilled_LosesNothing() => drill.RunAsync("User API killed", async () =>
    {
        await drill.Platform.CrashUserApiAsync();
        return 1;
    });

    [Fact]
    public Task Broker_IsStopped_LosesNothing() => drill.RunAsync("RabbitMQ stopped", () => OutageAsync(drill.Servers.StopAsync, "rabbit"));

    [Fact]
    public Task Broker_IsKilled_LosesNothing() => drill.RunAsync("RabbitMQ killed", () => OutageAsync(drill.Servers.KillAsync, "rabbit"));

    [Fact]
    public Task Database_IsStopped_LosesNothing() => drill.RunAsync("MongoDB stopped", () => OutageAsync(drill.Servers.StopAsync, "mongo"));

    [Fact]
    public Task Database_IsKilled_LosesNothing() => drill.RunAsync("MongoDB killed", () => OutageAsync(drill.Servers.KillAsync, "mongo"));

    [Fact]
    public Task BrokerConnections_AreCut_LosesNothing() => drill.RunAsync("RabbitMQ connections cut", () => CutAsync(drill.Broker));

    [Fact]
    public Task DatabaseConnections_AreCut_LosesNothing() => drill.RunAsync("MongoDB connections cut", () => CutAsync(drill.Mongo));

    private async Task<int> OutageAsync(Func<string, Task> endAsync, string server)
    {
        await endAsync(server);
        try
        {
            await drill.Load.GoOnAsync(TurnsPerOutage);
        }
        finally
        {
            await drill.Servers.StartAsync(server);
        }

        return 1;
    }

    private async Task<int> CutAsync(ServerProxy proxy)
    {
        for (var cut = 0; cut < CutsPerRound; cut++)
            await proxy.CutAfterAsync(drill.Random.Next(MaxBytesToCut), toServer: cut % 2 == 0, TestContext.Current.CancellationToken);
        return CutsPerRound;
    }
}
