using System.Collections.Concurrent;
using FilmStreaming.Messaging;
using FilmStreaming.Messaging.Broadcasts;
using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Events;
using FilmStreaming.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using static FilmStreaming.Tests.TransportContracts.InboxExtensions;

namespace FilmStreaming.Tests.TransportContracts;

/// <summary>What a replica can rely on that hears broadcasts, over every transport.</summary>
public abstract class BroadcastContractTests : TransportContract
{
    [Fact]
    public async Task Publish_TwoReplicas_EachHearsEveryEvent()
    {
        var (first, second) = (new Listener(), new Listener());
        await Network.StartAsync(first.AddTo);
        var publisher = await Network.StartAsync(second.AddTo);
        EventMessage[] events = [.. Enumerable.Range(0, 50).Select(_ => Updated())];

        await publisher.PublishAsync(events);

        foreach (var listener in new[] { first, second })
        {
            await listener.HeardAsync(50);
            Assert.Equivalent(events.Select(message => message.Id), listener.Heard, strict: true);
        }
    }

    [Fact]
    public async Task Publish_SubscriptionAndReplicas_AllTakeIt()
    {
        var (inbox, listener) = (new Inbox(), new Listener());
        await Network.StartAsync(services => services.Subscribe("films", inbox));
        var publisher = await Network.StartAsync(listener.AddTo);

        await publisher.PublishAsync(Updated());

        await inbox.HandledAsync(1);
        await listener.HeardAsync(1);
    }

    [Fact]
    public async Task Start_CatchUpFails_IsTriedAgainUntilItSucceeds()
    {
        var listener = new Listener { FailuresToCatchUp = 1 };

        await Network.StartAsync(listener.AddTo);

        await Eventually.BeTrueAsync("catching up", () => listener.CaughtUp == 2);
    }

    [Fact]
    public async Task Handle_Fails_IsNotTriedAgainAndTheNextIsHeard()
    {
        var poison = Updated();
        var listener = new Listener { Refused = poison.Id };
        var service = await Network.StartAsync(listener.AddTo);
        var next = Updated();

        await service.PublishAsync(poison);
        await service.PublishAsync(next);

        await listener.HeardAsync(1);
        Assert.Equal([next.Id], listener.Heard);
    }

    [Fact]
    public async Task Publish_OneReplicaHasStopped_IsSafeWithoutIt()
    {
        var stopped = await Network.StartAsync(new Listener().AddTo);
        var listener = new Listener();
        var service = await Network.StartAsync(listener.AddTo);
        await stopped.StopAsync(TestContext.Current.CancellationToken);

        // A broker that is just removing the queue of the other may refuse an event; the outbox then publishes it again.
        var message = Updated();
        await Eventually.BeTrueAsync("publishing", async () =>
        {
            try
            {
                await service.PublishAsync(message);
                return true;
            }
            catch (EventPublishException)
            {
                return false;
            }
        });

        await listener.HeardAsync(1);
    }
}

/// <summary>A replica that remembers what it has heard.</summary>
internal sealed class Listener : IBroadcastHandler<MovieSnapshot>
{
    private readonly ConcurrentQueue<Guid> _heard = [];
    private int _caughtUp;

    public int FailuresToCatchUp { get; init; }

    public Guid? Refused { get; init; }

    /// <summary>How often it was asked to catch up.</summary>
    public int CaughtUp => _caughtUp;

    public IReadOnlyCollection<Guid> Heard => _heard;

    public void AddTo(IServiceCollection services) =>
        services.AddSingleton(this).AddBroadcastHandler<Listener, MovieSnapshot>(MovieEvents.Updated);

    public Task HeardAsync(int count) =>
        Eventually.GetAsync($"hearing {count}", () => Task.FromResult(_heard.Count), heard => heard >= count);

    public Task CatchUpAsync(CancellationToken cancellationToken) => Interlocked.Increment(ref _caughtUp) <= FailuresToCatchUp
        ? throw new InvalidOperationException("not yet")
        : Task.CompletedTask;

    public Task HandleAsync(EventContext<MovieSnapshot> context, CancellationToken cancellationToken)
    {
        if (context.Message.Id == Refused)
            throw new InvalidOperationException("poison");
        _heard.Enqueue(context.Message.Id);
        return Task.CompletedTask;
    }
}

public sealed class InProcessBroadcastTests : BroadcastContractTests
{
    protected override string? Broker() => null;
}

public sealed class RabbitMqBroadcastTests : BroadcastContractTests
{
    protected override string? Broker() => RealServers.Require("messaging");
}
