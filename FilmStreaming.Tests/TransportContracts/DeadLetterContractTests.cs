using FilmStreaming.Messaging.DeadLetters;
using FilmStreaming.Messaging.Events;
using FilmStreaming.Tests.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using static FilmStreaming.Tests.TransportContracts.InboxExtensions;

namespace FilmStreaming.Tests.TransportContracts;

/// <summary>What can be done with the events that a subscription gave up, over every transport.</summary>
public abstract class DeadLetterContractTests : TransportContract
{
    private const string Films = "films";

    private volatile bool _isMended;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task List_GivenUpEvents_SaysWhichWhyAndWhen()
    {
        var before = TimeProvider.System.GetUtcNow();
        var (_, letters, events) = await StartAsync(1);

        var list = await letters.ListAsync(Films, 10, Stop);

        Assert.Equal(1, list.Total);
        var letter = Assert.Single(list.Items);
        Assert.Equal((events[0].Id, events[0].Type, events[0].Subject), (letter.Id, letter.Type, letter.Subject));
        Assert.Equal(events[0].Time, letter.Time);
        Assert.Equal("InvalidOperationException: poison", letter.Reason);
        Assert.Matches("^[0-9a-f]{16}$", letter.StackHash);
        Assert.Equal(3, letter.Attempts);
        Assert.InRange(letter.FirstFailedAt!.Value, before, letter.LastFailedAt!.Value);
        Assert.Null(letter.Body);
    }

    [Fact]
    public async Task List_ManyTimes_IsTheSameAndLosesNothing()
    {
        var (_, letters, events) = await StartAsync(5);

        for (var turn = 0; turn < 30; turn++)
        {
            var list = await letters.ListAsync(Films, 3, Stop);
            Assert.Equal(5, list.Total);
            Assert.Equal(events.Take(3).Select(message => message.Id), list.Items.Select(letter => letter.Id));
        }

        Assert.Equal(events.Select(message => message.Id), (await letters.ListAsync(Films, 100, Stop)).Items.Select(letter => letter.Id));
    }

    [Fact]
    public async Task List_NothingWasGivenUp_IsEmpty()
    {
        var (_, letters, _) = await StartAsync(0);

        var list = await letters.ListAsync(Films, 10, Stop);

        Assert.Equal(0, list.Total);
        Assert.Empty(list.Items);
        Assert.Equal(0, (await letters.ReplayAllAsync(Films, Stop)).Replayed);
    }

    [Fact]
    public async Task Find_OneOfSeveral_HasItsBody()
    {
        var (_, letters, events) = await StartAsync(3);

        var letter = await letters.FindAsync(Films, events[1].Id, Stop);

        Assert.Equal((events[1].Id, events[1].Data), (letter!.Id, letter.Body));
        Assert.Null(await letters.FindAsync(Films, Guid.CreateVersion7(), Stop));
    }

    [Fact]
    public async Task Replay_HandlerIsMended_HandlesThatEventAlone()
    {
        var (inbox, letters, events) = await StartAsync(3);
        _isMended = true;

        Assert.True(await letters.ReplayAsync(Films, events[1].Id, Stop));

        await inbox.HandledAsync(1);
        Assert.Equal(events[1], inbox.Handled[0] with { TraceParent = events[1].TraceParent, TraceState = events[1].TraceState });
        Assert.Equal([events[0].Id, events[2].Id], (await letters.ListAsync(Films, 10, Stop)).Items.Select(letter => letter.Id));
        Assert.False(await letters.ReplayAsync(Films, events[1].Id, Stop));
    }

    [Fact]
    public async Task Replay_HandlerStillFails_IsGivenUpAfterAllAttemptsAgain()
    {
        var (inbox, letters, events) = await StartAsync(1);
        var first = Assert.Single((await letters.ListAsync(Films, 10, Stop)).Items);

        Assert.True(await letters.ReplayAsync(Films, events[0].Id, Stop));

        var list = await Eventually.GetAsync("dead-lettering", () => letters.ListAsync(Films, 10, Stop), list => list.Items is not []);
        var second = Assert.Single(list.Items);
        Assert.Equal((events[0].Id, 3), (second.Id, second.Attempts));
        Assert.True(second.FirstFailedAt > first.LastFailedAt);
        Assert.Empty(inbox.Handled);
    }

    [Fact]
    public async Task ReplayAll_HandlerIsMended_HandlesAllInOrder()
    {
        var (inbox, letters, events) = await StartAsync(20);
        _isMended = true;

        var replay = await letters.ReplayAllAsync(Films, Stop);

        Assert.Equal(new(20, 0), replay);
        await inbox.HandledAsync(20);
        Assert.Equal(events.Select(message => message.Id), inbox.Handled.Select(message => message.Id));
        Assert.Equal(0, (await letters.ListAsync(Films, 10, Stop)).Total);
    }

    [Fact]
    public async Task Discard_One_RemovesThatAlone()
    {
        var (inbox, letters, events) = await StartAsync(3);

        Assert.True(await letters.DiscardAsync(Films, events[0].Id, Stop));

        Assert.False(await letters.DiscardAsync(Films, events[0].Id, Stop));
        Assert.Equal([events[1].Id, events[2].Id], (await letters.ListAsync(Films, 10, Stop)).Items.Select(letter => letter.Id));
        await Eventually.BeTrueAsync("counting 2", async () => await letters.CountAsync(Films, Stop) == 2);
        Assert.Empty(inbox.Handled);
    }

    [Fact]
    public async Task Discard_AllAtOnceWhileOthersLook_EachIsRemovedOnce()
    {
        var (_, letters, events) = await StartAsync(10);

        var looking = Task.WhenAll(Enumerable.Range(0, 10).Select(_ => letters.ListAsync(Films, 100, Stop)));
        var discarded = await Task.WhenAll(events.Concat(events).Select(message => letters.DiscardAsync(Films, message.Id, Stop)));
        await looking;

        Assert.Equal(10, discarded.Count(isDone => isDone));
        Assert.Equal(0, (await letters.ListAsync(Films, 10, Stop)).Total);
    }

    /// <summary>A service that has given up <paramref name="count"/> events of one film, one after another.</summary>
    private async Task<(Inbox Inbox, IDeadLetters Letters, EventMessage[] Events)> StartAsync(int count)
    {
        var inbox = new Inbox
        {
            Handle = (_, _) => _isMended ? Task.CompletedTask : throw new InvalidOperationException("poison"),
        };
        var service = await Network.StartAsync(services => services.Subscribe(Films, inbox));
        var letters = service.Services.GetRequiredService<IDeadLetters>();
        var events = UpdatesOfOne(count);
        await GiveUpAsync(service, letters, events);
        return (inbox, letters, events);
    }

    private static async Task GiveUpAsync(WebApplication service, IDeadLetters letters, EventMessage[] events)
    {
        for (var sent = 1; sent <= events.Length; sent++)
        {
            await service.PublishAsync(events[sent - 1]);
            await Eventually.GetAsync($"giving up {sent} events", () => letters.CountAsync(Films, Stop), count => count == sent);
        }
    }
}

public sealed class InProcessDeadLetterTests : DeadLetterContractTests
{
    protected override string? Broker() => null;
}

public sealed class RabbitMqDeadLetterTests : DeadLetterContractTests
{
    protected override string? Broker() => RealServers.Require("messaging");
}
