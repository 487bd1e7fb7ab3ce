using FilmStreaming.Messaging.Events;
using FilmStreaming.Tests.Infrastructure;
using static FilmStreaming.Tests.TransportContracts.InboxExtensions;

namespace FilmStreaming.Tests.TransportContracts;

/// <summary>What becomes of events while a subscriber stops, or is not there, over every transport.</summary>
public abstract class StopContractTests : TransportContract
{
    [Fact]
    public async Task Stop_HandlerRuns_WaitsForIt()
    {
        var (begun, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        var inbox = new Inbox
        {
            Handle = (_, _) =>
            {
                begun.TrySetResult();
                return release.Task;
            },
        };
        var service = await Network.StartAsync(services => services.Subscribe("films", inbox));
        var publishing = service.PublishAsync(Updated());
        await begun.Task;

        var stopping = service.StopAsync(TestContext.Current.CancellationToken);
        Assert.False(stopping.IsCompleted);
        release.SetResult();
        await stopping;
        await publishing;

        Assert.Single(inbox.Handled);
    }

    [Fact]
    public async Task Stop_HandlerDoesNotEnd_EventIsHandledByTheNextReplica()
    {
        var begun = new TaskCompletionSource();
        var stuck = new Inbox
        {
            Handle = (_, cancellationToken) =>
            {
                begun.TrySetResult();
                return Task.Delay(Timeout.Infinite, cancellationToken);
            },
        };
        var service = await Network.StartAsync(
            services => services.Subscribe("films", stuck), options => options.DrainTimeout = TimeSpan.FromMilliseconds(50));
        var publisher = await Network.StartAsync();
        var message = Updated();
        var publishing = publisher.PublishAsync(message);
        await begun.Task;

        await service.StopAsync(TestContext.Current.CancellationToken);
        var inbox = new Inbox();
        await Network.StartAsync(services => services.Subscribe("films", inbox));
        await PublishUntilSafeAsync(publishing, () => publisher.PublishAsync(message));

        await inbox.HandledAsync(1);
        Assert.Equal(message.Id, inbox.Handled[0].Id);
    }

    [Fact]
    public async Task Publish_SubscriberIsDown_IsHandledWhenItIsBack()
    {
        var service = await Network.StartAsync(services => services.Subscribe("films", new Inbox()));
        var publisher = await Network.StartAsync();
        await service.StopAsync(TestContext.Current.CancellationToken);
        var message = Updated();

        var publishing = publisher.PublishAsync(message);
        var inbox = new Inbox();
        await Network.StartAsync(services => services.Subscribe("films", inbox));
        await PublishUntilSafeAsync(publishing, () => publisher.PublishAsync(message));

        await inbox.HandledAsync(1);
        Assert.Equal(message.Id, inbox.Handled[0].Id);
    }

    /// <summary>As the outbox relay does.</summary>
    private static async Task PublishUntilSafeAsync(Task publishing, Func<Task> publishAgain)
    {
        try
        {
            await publishing;
        }
        catch (EventPublishException)
        {
            await publishAgain();
        }
    }
}

public sealed class InProcessStopTests : StopContractTests
{
    protected override string? Broker() => null;
}

public sealed class RabbitMqStopTests : StopContractTests
{
    protected override string? Broker() => RealServers.Require("messaging");
}
