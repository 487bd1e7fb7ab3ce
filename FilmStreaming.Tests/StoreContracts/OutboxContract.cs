using FilmStreaming.Messaging.Events;
using FilmStreaming.Messaging.Outbox;

namespace FilmStreaming.Tests.StoreContracts;

/// <summary>What <see cref="IOutbox"/> promises, whichever form stores the events.</summary>
public abstract class OutboxContract : StoreContract
{
    [Fact]
    public async Task Claim_GivesTheEventsOfAnAggregateInOrderToOneRelayOnly()
    {
        var id = Guid.CreateVersion7();
        EventMessage[] events = [Event(), Event(), Event()];
        await Books.InsertAsync(new(id, Of("One"), [events[0]]), Stop);
        await Books.UpdateAsync(id, 1, Of("One"), events[1..], Stop);

        var claim = Assert.Single(await Outbox.ClaimAsync(10, TimeSpan.FromMinutes(1), Stop));

        Assert.Equal(id, claim.AggregateId);
        Assert.Equal(events, claim.Events);
        Assert.Empty(await Outbox.ClaimAsync(10, TimeSpan.FromMinutes(1), Stop));
    }

    [Fact]
    public async Task Claim_ByManyAtOnce_GivesEachAggregateToOne()
    {
        for (var n = 0; n < 20; n++)
            await Books.InsertAsync(new(Guid.CreateVersion7(), Of($"Book {n}"), [Event()]), Stop);

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Outbox.ClaimAsync(20, TimeSpan.FromMinutes(1), Stop)));

        var ids = claims.SelectMany(claim => claim).Select(claim => claim.AggregateId).ToList();
        Assert.Equal(20, ids.Count);
        Assert.Equal(20, ids.Distinct().Count());
    }

    [Fact]
    public async Task Complete_OfSomeEvents_LeavesTheRestDueAtOnce()
    {
        EventMessage[] events = [Event(), Event()];
        await Books.InsertAsync(new(Guid.CreateVersion7(), Of("One"), events), Stop);
        var claim = Assert.Single(await Outbox.ClaimAsync(10, TimeSpan.FromMinutes(1), Stop));

        await Outbox.CompleteAsync(claim, 1, Stop);

        var rest = Assert.Single(await Outbox.ClaimAsync(10, TimeSpan.FromMinutes(1), Stop));
        Assert.Equal(events[1..], rest.Events);
        await Outbox.CompleteAsync(rest, 1, Stop);
        Assert.Equal(new(0, null), await Outbox.MeasureAsync(Stop));
        Assert.Empty(await Outbox.ClaimAsync(10, TimeSpan.FromMinutes(1), Stop));
    }

    [Fact]
    public async Task Complete_AfterAWriteAddedEvents_KeepsThem()
    {
        var id = Guid.CreateVersion7();
        await Books.InsertAsync(new(id, Of("One"), [Event()]), Stop);
        var claim = Assert.Single(await Outbox.ClaimAsync(10, TimeSpan.FromMinutes(1), Stop));
        var added = Event();
        await Books.UpdateAsync(id, 1, Of("Two"), [added], Stop);

        await Outbox.CompleteAsync(claim, claim.Events.Count, Stop);

        Assert.Equal([added], Assert.Single(await Outbox.ClaimAsync(10, TimeSpan.FromMinutes(1), Stop)).Events);
        var document = await Books.FindAsync(id, Stop);
        Assert.Equal(("Two", 2), (document!.Body.Title, document.Version));
    }

    [Fact]
    public async Task Claim_WhoseLeasePassed_IsGivenAgain()
    {
        await Books.InsertAsync(new(Guid.CreateVersion7(), Of("One"), [Event()]), Stop);
        var first = Assert.Single(await Outbox.ClaimAsync(10, TimeSpan.FromMilliseconds(-1), Stop));
        var second = Assert.Single(await Outbox.ClaimAsync(10, TimeSpan.FromMinutes(1), Stop));

        await Outbox.CompleteAsync(first, 0, Stop);

        Assert.NotEqual(first.Token, second.Token);
        Assert.Empty(await Outbox.ClaimAsync(10, TimeSpan.FromMinutes(1), Stop));
    }

    [Fact]
    public async Task Measure_CountsAggregatesAndNamesTheOldest()
    {
        await Books.InsertAsync(new(Guid.CreateVersion7(), Of("One"), [Event()]), Stop);
        await Books.InsertAsync(new(Guid.CreateVersion7(), Of("Two"), [Event(), Event()]), Stop);

        var backlog = await Outbox.MeasureAsync(Stop);

        Assert.Equal(2, backlog.Aggregates);
        Assert.InRange(backlog.Oldest!.Value, TimeProvider.System.GetUtcNow().AddMinutes(-5), TimeProvider.System.GetUtcNow().AddMinutes(5));
    }
}

public sealed class EmbeddedOutboxTests : OutboxContract
{
    private protected override IStoreForm Form { get; } = new EmbeddedForm();
}

public sealed class MongoOutboxTests : OutboxContract
{
    private protected override IStoreForm Form { get; } = new MongoForm();
}
