using System.Diagnostics.Metrics;
using FilmStreaming.Messaging.Outbox;
using FilmStreaming.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using static FilmStreaming.Tests.TransportContracts.InboxExtensions;

namespace FilmStreaming.Tests.Messaging.Outbox;

public sealed class OutboxMonitorTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly FakeOutbox _outbox = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly OutboxMonitor _monitor;

    public OutboxMonitorTests() => _monitor = new(
        [_outbox],
        new(_services.GetRequiredService<IMeterFactory>()),
        Options.Create(new OutboxOptions()),
        _clock,
        NullLogger<OutboxMonitor>.Instance);

    public async ValueTask DisposeAsync()
    {
        await _monitor.StopAsync(CancellationToken.None);
        _monitor.Dispose();
        await _services.DisposeAsync();
    }

    [Fact]
    public async Task Check_OldestEventGrowsOld_DegradesUntilItIsPublished()
    {
        var message = Updated() with { Time = _clock.GetUtcNow() };
        _outbox.Add(message);
        await _monitor.StartAsync(TestContext.Current.CancellationToken);
        await MeasuredAsync(pending: 1);
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync()).Status);

        _clock.Advance(TimeSpan.FromSeconds(31));
        var late = await CheckAsync();
        Assert.Equal(HealthStatus.Degraded, late.Status);
        Assert.Equal("1 of films have pending events, the oldest for 31 s", late.Description);
        Assert.Equal(31, Gauge("filmstreaming.messaging.outbox.lag"));

        await _outbox.CompleteAsync([new(new(Guid.Parse(message.Subject), Guid.Empty, [message]), 1)], TestContext.Current.CancellationToken);
        _clock.Advance(TimeSpan.FromSeconds(5));
        await MeasuredAsync(pending: 0);
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync()).Status);
    }

    private Task<HealthCheckResult> CheckAsync() => _monitor.CheckHealthAsync(new(), TestContext.Current.CancellationToken);

    private Task<double?> MeasuredAsync(double pending) => Eventually.GetAsync(
        "a measurement", () => Task.FromResult(Gauge("filmstreaming.messaging.outbox.pending")), measured => measured == pending);

    /// <returns>The value, or null before the first measurement.</returns>
    private double? Gauge(string name)
    {
        double? gauge = null;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, enabled) =>
        {
            if (instrument.Meter.Scope == _services.GetRequiredService<IMeterFactory>() && instrument.Name == name)
                enabled.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((_, value, _, _) => gauge = value);
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => gauge = value);
        listener.Start();
        listener.RecordObservableInstruments();
        return gauge;
    }
}
