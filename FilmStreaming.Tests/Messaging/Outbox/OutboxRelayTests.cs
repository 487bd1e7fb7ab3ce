using FilmStreaming.Messaging.Events;
using FilmStreaming.Messaging.Outbox;
using FilmStreaming.Tests.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using static FilmStreaming.Tests.TransportContracts.InboxExtensions;

namespace FilmStreaming.Tests.Messaging.Outbox;

public sealed class OutboxRelayTests : IAsyncDisposable
{
    private readonly FakeOutbox _outbox = new();
    private readonly FakePublisher _publisher = new();
    private readonly OutboxSignal _signal = new();
    private readonly OutboxOptions _options = new()
    {
        Interval = TimeSpan.FromMilliseconds(10),
        MaxBackoff = TimeSpan.FromMilliseconds(20),
        Lease = TimeSpan.FromMilliseconds(500),
    };

    private OutboxRelay? _relay;

    public async ValueTask DisposeAsync()
    {
        if (_relay is not null)
            await _relay.StopAsync(CancellationToken.None);
        _relay?.Dispose();
        _signal.Dispose();
    }

    [Fact]
    public async Task Relay_PendingEvents_ArePublishedInOrderPerAggregateAndRemoved()
    {
        var (first, second) = (UpdatesOfOne(5), UpdatesOfOne(5));
        _outbox.Add(first);
        _outbox.Add(second);

        await StartAsync(_outbox);

        await _outbox.EmptyAsync();
        Assert.Equal(first, _publisher.Published.Where(message => message.Subject == first[0].Subject));
        Assert.Equal(second, _publisher.Published.Where(message => message.Subject == second[0].Subject));
    }

    [Fact]
    public async Task Relay_TwoOutboxes_BothAreRelayed()
    {
        var other = new FakeOutbox("accounts");
        _outbox.Add(Updated());
        other.Add(Updated());

        await StartAsync(_outbox, other);

        await _outbox.EmptyAsync();
        await other.EmptyAsync();
    }

    [Fact]
    public async Task Relay_OneAggregateIsSlow_OthersOfTheBatchPass()
    {
        var release = new TaskCompletionSource();
        var slow = Updated();
        _publisher.Publish = message => message == slow ? release.Task : Task.CompletedTask;
        _outbox.Add(slow);
        _outbox.Add(Updated());

        await StartAsync(_outbox);

        await Eventually.BeTrueAsync("publishing the other", () => _outbox.Pending.Count == 1);
        release.SetResult();
        await _outbox.EmptyAsync();
    }

    [Fact]
    public async Task Relay_TransportIsAway_RestStaysPendingInOrder()
    {
        var events = UpdatesOfOne(5);
        var calls = 0;
        _publisher.Publish = _ => Interlocked.Increment(ref calls) is 3 or 4 or 5
            ? throw new EventPublishException("away")
            : Task.CompletedTask;
        _outbox.Add(events);

        await StartAsync(_outbox);

        await _outbox.EmptyAsync();
        Assert.Equal(events, _publisher.Published);
    }

    [Fact]
    public async Task Relay_OneAggregateIsRefused_OthersPassAndItIsTriedAgain()
    {
        var refused = Updated();
        var refusals = 0;
        _publisher.Publish = message => message == refused && Interlocked.Increment(ref refusals) < 3
            ? throw new EventPublishException("nobody is subscribed") { Refused = true }
            : Task.CompletedTask;
        _outbox.Add(refused);
        await StartAsync(_outbox);

        var other = Updated();
        _outbox.Add(other);
        await _outbox.EmptyAsync();

        Assert.Equal([other, refused], _publisher.Published);
        Assert.Equal(3, refusals);
    }

    [Fact]
    public async Task Relay_DiesBetweenPublishAndRemove_PublishesTheSameEventAgain()
    {
        var message = Updated();
        _outbox.FailingCompletions = 1;
        _outbox.Add(message);

        await StartAsync(_outbox);

        await _outbox.EmptyAsync();
        Assert.Equal([message, message], _publisher.Published);
    }

    [Fact]
    public async Task Relay_StoreIsAway_GoesOnWhenItIsBack()
    {
        _outbox.FailingClaims = 3;
        _outbox.Add(Updated());

        await StartAsync(_outbox);

        await _outbox.EmptyAsync();
    }

    [Fact]
    public async Task Notify_RelaySleeps_WakesIt()
    {
        _options.Interval = TimeSpan.FromHours(1);
        _outbox.Add(Updated());
        await StartAsync(_outbox);
        await _outbox.EmptyAsync();

        _outbox.Add(Updated());
        _signal.Notify();

        await _outbox.EmptyAsync();
    }

    [Fact]
    public async Task Stop_EventsArePending_PublishesThemFirst()
    {
        _options.Interval = TimeSpan.FromHours(1);
        _options.BatchSize = 1;
        _outbox.Add(Updated());
        await StartAsync(_outbox);
        await _outbox.EmptyAsync();
        for (var i = 0; i < 10; i++)
            _outbox.Add(Updated());

        await _relay!.StopAsync(TestContext.Current.CancellationToken);

        Assert.Empty(_outbox.Pending);
        Assert.Equal(11, _publisher.Published.Count);
    }

    [Fact]
    public async Task Stop_TransportHangs_EndsWithinTheBound()
    {
        _options.DrainTimeout = TimeSpan.FromMilliseconds(50);
        var begun = new TaskCompletionSource();
        _publisher.Publish = _ =>
        {
            begun.TrySetResult();
            return new TaskCompletionSource().Task;
        };
        _outbox.Add(Updated());
        await StartAsync(_outbox);
        await begun.Task;

        await _relay!.StopAsync(TestContext.Current.CancellationToken);

        Assert.Single(_outbox.Pending);
        Assert.True(_relay.ExecuteTask!.IsCompletedSuccessfully);
    }

    private Task StartAsync(params IOutbox[] outboxes)
    {
        _relay = new(outboxes, _publisher, _signal, Options.Create(_options), TimeProvider.System, NullLogger<OutboxRelay>.Instance);
        return _relay.StartAsync(TestContext.Current.CancellationToken);
    }
}
