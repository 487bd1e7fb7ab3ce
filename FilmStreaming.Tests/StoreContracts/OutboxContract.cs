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

        await Outbox.CompleteAsync([new(claim, 1)], Stop);

        var rest = Assert.Single(await Outbox.ClaimAsync(10, TimeSpan.FromMinutes(1), Stop));
        Assert.Equal(events[1..], rest.Events);
        await Outbox.CompleteAsync([new(rest, 1)], Stop);
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

        await Outbox.CompleteAsync([new(claim, claim.Events.Count)], Stop);

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

        await Outbox.CompleteAsync([new(first, 0)], Stop);

        Assert.NotEqual(first.Token, second.Token);
        Assert.Empty(await Outbox.ClaimAsync(10, TimeSpan.FromMinutes(1), Stop));
    }

    [Fact]
    public async Task Complete_OfManyAtOnce_GivesBackWhatIsLeftOfEach()
    {
        var (added, left) = (Event(), Event());
        var (all, some, grown) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await Books.InsertAsync(new(all, Of("All"), [Event(), Event()]), Stop);
        await Books.InsertAsync(new(some, Of("Some"), [Event(), left]), Stop);
        await Books.InsertAsync(new(grown, Of("Grown"), [Event(), Event()]), Stop);
        var claims = await Outbox.ClaimAsync(10, TimeSpan.FromMinutes(1), Stop);
        await Books.UpdateAsync(grown, 1, Of("Grown"), [added], Stop);

        await Outbox.CompleteAsync([.. claims.Select(claim => new OutboxCompletion(claim, claim.AggregateId == some ? 1 : 2))], Stop);

        var rest = (await Outbox.ClaimAsync(10, TimeSpan.FromMinutes(1), Stop)).ToDictionary(claim => claim.AggregateId);
        Assert.Equal(2, rest.Count);
        Assert.Equal([left], rest[some].Events);
        Assert.Equal([added], rest[grown].Events);
    }

    [Fact]
    public async Task Claim_OfWhatMayWait_ComesAfterTheOthersButNeedsNoWaiting()
    {
        var (waiting, touched, prompt) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await Books.InsertManyAsync(
            [
                new(waiting, Of("Waiting"), [Event()]) { MayWait = TimeSpan.FromMinutes(5) },
                new(touched, Of("Touched"), [Event()]) { MayWait = TimeSpan.FromMinutes(5) },
            ],
            Stop);
        await Books.InsertAsync(new(prompt, Of("Prompt"), [Event()]), Stop);
        await Books.UpdateManyAsync([new(touched, 1, Of("Touched"), [Event()])], Stop);

        var first = await Outbox.ClaimAsync(2, TimeSpan.FromMinutes(1), Stop);

        Assert.Equivalent(new[] { prompt, touched }, first.Select(claim => claim.AggregateId), strict: true);
        Assert.Equal(waiting, Assert.Single(await Outbox.ClaimAsync(2, TimeSpan.FromMinutes(1), Stop)).AggregateId);
    }

    [Fact]
    public async Task Claim_OfABacklogInParts_GivesAllInTheOrderInWhichTheyAreDue()
    {
        // Those that are due at the same time come in any order.
        int[] waits = [0, 1, 1, 2, 500, 501, 90_000, 90_001, 7_200_000];
        var waitOf = new Dictionary<Guid, int>();
        foreach (var wait in waits)
        {
            var id = Guid.CreateVersion7();
            waitOf[id] = wait;
            await Books.InsertManyAsync([new(id, Of($"{waitOf.Count}"), [Event()]) { MayWait = TimeSpan.FromSeconds(wait) }], Stop);
        }

        var claimed = new List<Guid>();
        while (await Outbox.ClaimAsync(2, TimeSpan.FromMinutes(1), Stop) is { Count: > 0 } claims)
        {
            claimed.AddRange(claims.Select(claim => claim.AggregateId));
            await Outbox.CompleteAsync([.. claims.Select(claim => new OutboxCompletion(claim, 1))], Stop);
        }

        Assert.Equal(waits, claimed.Select(id => waitOf[id]));
        Assert.Equivalent(waitOf.Keys, claimed, strict: true);
        Assert.Equal(new(0, null), await Outbox.MeasureAsync(Stop));
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
