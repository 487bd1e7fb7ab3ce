using System.Diagnostics;
using FilmStreaming.Messaging.Events;
using FilmStreaming.Messaging.Outbox;
using FilmStreaming.ServiceDefaults.Problems;
using FilmStreaming.Tests.Infrastructure;
using FilmStreaming.Tests.Messaging.Outbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using static FilmStreaming.Tests.TransportContracts.InboxExtensions;

namespace FilmStreaming.Tests.TransportContracts;

/// <summary>What a publisher and its subscribers can rely on, over every transport.</summary>
public abstract class EventContractTests : TransportContract
{
    [Fact]
    public async Task Publish_TwoSubscriptions_EachHandlesEveryEventOnce()
    {
        var (first, second) = (new Inbox(), new Inbox());
        await Network.StartAsync(services => services.Subscribe("first", first));
        await Network.StartAsync(services => services.Subscribe("second", second));
        var publisher = await Network.StartAsync();
        EventMessage[] events = [.. Enumerable.Range(0, 100).Select(_ => Updated())];

        await publisher.PublishAsync(events);

        await first.HandledAsync(100);
        await second.HandledAsync(100);
        Assert.Equivalent(events.Select(message => message.Id), first.Handled.Select(message => message.Id), strict: true);
        Assert.Equivalent(events.Select(message => message.Id), second.Handled.Select(message => message.Id), strict: true);
    }

    [Fact]
    public async Task Publish_Event_ArrivesAsItWasMade()
    {
        var inbox = new Inbox();
        var service = await Network.StartAsync(services => services.Subscribe("films", inbox));
        var message = Updated() with { TraceParent = null };

        await service.PublishAsync(message);

        await inbox.HandledAsync(1);
        Assert.Equal(message, inbox.Handled[0] with { TraceParent = null, TraceState = null });
    }

    [Fact]
    public async Task Publish_TwoReplicas_ShareTheSubscription()
    {
        var (first, second) = (new Inbox(), new Inbox());
        await Network.StartAsync(services => services.Subscribe("films", first));
        var publisher = await Network.StartAsync(services => services.Subscribe("films", second));
        EventMessage[] events = [.. Enumerable.Range(0, 200).Select(_ => Updated())];

        await publisher.PublishAsync(events);

        await Eventually.GetAsync(
            "handling 200 events", () => Task.FromResult(first.Handled.Count + second.Handled.Count), handled => handled >= 200);
        var handled = first.Handled.Concat(second.Handled).Select(message => message.Id).ToList();
        Assert.Equal(200, handled.Distinct().Count());
        Assert.Equal(200, handled.Count);
        Assert.NotEmpty(first.Handled);
        Assert.NotEmpty(second.Handled);
    }

    [Fact]
    public async Task Publish_EventsOfOneSubject_AreHandledInOrder()
    {
        var inbox = new Inbox { Handle = async (_, _) => await Task.Yield() };
        var service = await Network.StartAsync(services => services.Subscribe("films", inbox));
        var films = Enumerable.Range(0, 10).Select(_ => UpdatesOfOne(20)).ToList();

        await service.PublishAsync([.. films.SelectMany(film => film)]);

        await inbox.HandledAsync(200);
        foreach (var film in films)
        {
            var handled = inbox.Handled.Where(message => message.Subject == film[0].Subject).Select(message => message.Id);
            Assert.Equal(film.Select(message => message.Id), handled);
        }
    }

    [Fact]
    public async Task Handle_OneSubjectIsSlow_OthersPass()
    {
        var release = new TaskCompletionSource();
        var slow = Updated();
        var inbox = new Inbox { Handle = (message, _) => message.Id == slow.Id ? release.Task : Task.CompletedTask };
        var service = await Network.StartAsync(services => services.Subscribe("films", inbox));

        var publishing = service.PublishAsync([slow, .. Enumerable.Range(0, 20).Select(_ => Updated())]);

        await inbox.HandledAsync(20);
        Assert.DoesNotContain(inbox.Handled, message => message.Id == slow.Id);
        release.SetResult();
        await inbox.HandledAsync(21);
        await publishing;
    }

    [Fact]
    public async Task Handle_FailsAtFirst_IsTriedAgain()
    {
        var attempts = 0;
        var inbox = new Inbox
        {
            Handle = (_, _) => Interlocked.Increment(ref attempts) < 3
                ? throw new InvalidOperationException("not yet")
                : Task.CompletedTask,
        };
        var service = await Network.StartAsync(services => services.Subscribe("films", inbox));
        var message = Updated();

        await service.PublishAsync(message);

        await inbox.HandledAsync(1);
        Assert.Equal(message.Id, inbox.Handled[0].Id);
        Assert.Equal(3, attempts);
        Assert.Empty(await Network.DeadLettersAsync("films"));
    }

    [Fact]
    public async Task Handle_AlwaysFails_IsDeadLetteredAndOthersPass()
    {
        var poison = Updated();
        var attempts = 0;
        var inbox = new Inbox
        {
            Handle = (message, _) =>
            {
                if (message.Id != poison.Id)
                    return Task.CompletedTask;
                Interlocked.Increment(ref attempts);
                throw new InvalidOperationException("poison");
            },
        };
        var service = await Network.StartAsync(services => services.Subscribe("films", inbox));

        await service.PublishAsync([poison, .. Enumerable.Range(0, 20).Select(_ => Updated())]);

        await inbox.HandledAsync(20);
        var letters = await Eventually.GetAsync("dead-lettering", () => Network.DeadLettersAsync("films"), letters => letters.Count > 0);
        Assert.Equal([(poison.Id.ToString(), "InvalidOperationException: poison")], letters);
        Assert.Equal(3, attempts);
        Assert.Equal(20, inbox.Handled.Count);
    }

    [Fact]
    public async Task Handle_DependencyIsAway_IsTriedAgainForAsLongAsThatTakes()
    {
        var attempts = 0;
        var inbox = new Inbox
        {
            // More often than an event may fail.
            Handle = (_, _) => Interlocked.Increment(ref attempts) < 8 ? throw new TimeoutException() : Task.CompletedTask,
        };
        var service = await Network.StartAsync(
            services => services.AddSingleton<IDependencyFailure, TimeoutMeansAway>().Subscribe("films", inbox));

        var message = Updated();

        await Eventually.BeTrueAsync("publishing", () => TryPublishAsync(service, message));

        await inbox.HandledAsync(1);
        Assert.Equal(8, attempts);
        Assert.Empty(await Network.DeadLettersAsync("films"));
    }

    [Fact]
    public async Task Publish_SameEventTwice_ArrivesWithTheSameId()
    {
        var inbox = new Inbox();
        var service = await Network.StartAsync(services => services.Subscribe("films", inbox));
        var message = Updated();

        await service.PublishAsync(message);
        await service.PublishAsync(message);

        await inbox.HandledAsync(2);
        Assert.All(inbox.Handled, handled => Assert.Equal(message.Id, handled.Id));
    }

    [Fact]
    public async Task Publish_InATrace_IsHandledInThatTrace()
    {
        var inbox = new Inbox();
        var service = await Network.StartAsync(services => services.Subscribe("films", inbox));
        using var trace = TestTrace.Start();
        var message = Updated();
        trace.End();

        await service.PublishAsync(message);

        await inbox.HandledAsync(1);
        Assert.Equal(trace.Id, inbox.Traces[0]);
        var publish = Assert.Single(trace.Spans, span => span.Kind == ActivityKind.Producer);
        var process = Assert.Single(trace.Spans, span => span.Kind == ActivityKind.Consumer);
        Assert.Equal(publish.SpanId, process.ParentSpanId);
        Assert.Equal("films", process.GetTagItem("messaging.destination.name"));
    }

    [Fact]
    public async Task Relay_PendingEvents_AreHandledInTheTraceOfTheWrite()
    {
        var (inbox, outbox) = (new Inbox(), new FakeOutbox());
        await Network.StartAsync(services => services.Subscribe("films", inbox));
        using var trace = TestTrace.Start();
        outbox.Add(UpdatesOfOne(3));
        trace.End();

        await Network.StartAsync(services => services.AddSingleton<IOutbox>(outbox));

        await inbox.HandledAsync(3);
        await outbox.EmptyAsync();
        Assert.All(inbox.Traces, handled => Assert.Equal(trace.Id, handled));
    }

    private static async Task<bool> TryPublishAsync(WebApplication service, EventMessage message)
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
    }

    private sealed class TimeoutMeansAway : IDependencyFailure
    {
        public string? DependencyOf(Exception exception) => exception is TimeoutException ? "userdb" : null;
    }
}

public sealed class InProcessEventTests : EventContractTests
{
    protected override string? Broker() => null;
}

public sealed class RabbitMqEventTests : EventContractTests
{
    protected override string? Broker() => RealServers.Require("messaging");
}
