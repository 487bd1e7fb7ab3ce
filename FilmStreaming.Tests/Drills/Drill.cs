using FilmStreaming.ServiceDefaults;
using FilmStreaming.Tests.Infrastructure;
using MongoDB.Driver;
using RabbitMQ.Client.Exceptions;

namespace FilmStreaming.Tests.Drills;

/// <summary>The platform that the drills share: processes that reach MongoDB and RabbitMQ through proxies.</summary>
public sealed class Drill : IAsyncLifetime
{
    private const int Drills = 8;

    private static readonly TimeSpan RecoveryLimit = TimeSpan.FromMinutes(3);

    internal Random Random { get; } = new(20261124);

    internal DrillServers Servers { get; private set; } = null!;

    internal ServerProxy Mongo { get; private set; } = null!;

    internal ServerProxy Broker { get; private set; } = null!;

    internal PlatformProcesses Platform { get; private set; } = null!;

    internal CatalogueLoad Load { get; private set; } = null!;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (Platform is null)
            return;
        await Platform.DisposeAsync();
        await Broker.DisposeAsync();
        await Mongo.DisposeAsync();
    }

    /// <summary>Injects a fault again and again under load, and holds the ledger against what is stored.</summary>
    /// <param name="fault">What happens, for the report.</param>
    /// <param name="injectAsync">Returns when the fault is over.</param>
    internal async Task RunAsync(string fault, Func<Task<int>> injectAsync)
    {
        await StartAsync();
        var started = TimeProvider.System.GetTimestamp();
        var (faults, recoveries) = (0, new List<TimeSpan>());
        var ledger = new Ledger();
        using var audit = new CatalogueAudit(Platform.Name, ledger);
        await using (Load = new(Platform.MovieApi.Address, Platform.Gateway.Address, ledger))
        {
            do
            {
                await Load.GoOnAsync(Random.Next(20, 60));
                await Task.Delay(Random.Next(20), TestContext.Current.CancellationToken);
                faults += await injectAsync();
                recoveries.Add(await RecoverAsync(audit));
            }
            while (TimeProvider.System.GetElapsedTime(started) < DrillServers.Duration / Drills);
        }

        var result = await Eventually.GetAsync(
            "settling", () => TryAsync(audit.AuditAsync), result => result is { IsSettled: true }, RecoveryLimit);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{fault}: {ledger.Sent} writes sent, {ledger.Acknowledged} acknowledged, {faults} faults, {result!.Lost} lost, "
            + $"{result.Doubled} doubled in effect, {result.Superseded} superseded, {result.DeadLettered} dead-lettered; recovered after "
            + $"{recoveries.Order().ElementAt(recoveries.Count / 2).TotalSeconds:0.0} s (median), "
            + $"{recoveries.Max().TotalSeconds:0.0} s (longest)");
        Assert.Equal((0, 0, 0), (result.Lost, result.Doubled, result.DeadLettered));
        Assert.True(ledger.Acknowledged > 0);
    }

    /// <summary>Waits until a write succeeds again, and until it and all acknowledged before it have reached the projection.</summary>
    private async Task<TimeSpan> RecoverAsync(CatalogueAudit audit)
    {
        var over = TimeProvider.System.GetTimestamp();
        var acknowledged = Load.Ledger.Acknowledged;
        await Eventually.GetAsync(
            "a write after the fault", () => Task.FromResult(Load.Ledger.Acknowledged), count => count > acknowledged, RecoveryLimit);
        var expected = Load.Ledger.Films.ToDictionary();
        await Eventually.GetAsync("its effect", () => TryAsync(() => audit.HasArrivedAsync(expected)), arrived => arrived, RecoveryLimit);
        return TimeProvider.System.GetElapsedTime(over);
    }

    private async Task StartAsync()
    {
        Servers = DrillServers.Require();
        if (Platform is not null)
            return;
        Mongo = new(RealServers.Require(ResourceNames.Mongo));
        Broker = new(RealServers.Require(ResourceNames.Messaging));
        Mongo.Open();
        Broker.Open();
        Platform = await PlatformProcesses.StartAsync(settings =>
        {
            foreach (var database in new[] { ResourceNames.MovieDb, ResourceNames.UserDb })
                settings[$"ConnectionStrings__{database}"] = Mongo.Through(settings[$"ConnectionStrings__{database}"]);
            settings[$"ConnectionStrings__{ResourceNames.Messaging}"] = Broker.Address;
            // What a crashed relay had claimed comes back after this; the default of 30 s would only make the drills longer.
            settings["Messaging__Outbox__Lease"] = "00:00:05";
        });
    }

    /// <summary>Nothing, while the servers that are asked are only coming back.</summary>
    private static async Task<T?> TryAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception e) when (e is MongoException or TimeoutException or RabbitMQClientException or IOException)
        {
            return default;
        }
    }
}
