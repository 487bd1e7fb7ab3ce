using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace FilmStreaming.Messaging.Telemetry;

/// <summary>What this host sent, received, and had to try again.</summary>
internal sealed class MessagingMetrics
{
    private const string Prefix = "filmstreaming.messaging.";

    private readonly Meter _meter;
    private readonly Counter<long> _published;
    private readonly Counter<long> _confirmed;
    private readonly Counter<long> _returned;
    private readonly Counter<long> _consumed;
    private readonly Counter<long> _retried;
    private readonly Counter<long> _deadLettered;
    private readonly Histogram<double> _requests;

    public MessagingMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(MessagingActivities.SourceName);
        _published = Counter("published", "Events sent to the transport.");
        _confirmed = Counter("confirmed", "Events that the transport has made safe.");
        _returned = Counter("returned", "Events that no queue took or that the broker refused.");
        _consumed = Counter("consumed", "Events that a handler has handled.");
        _retried = Counter("retried", "Events put back because their handler failed.");
        _deadLettered = Counter("dead_lettered", "Events given up after the last attempt.");
        _requests = _meter.CreateHistogram<double>(Prefix + "request.duration", "s", "From the question to its answer or failure.");
    }

    public void Published(string system, string eventType) => _published.Add(1, Tags(system, eventType));

    public void Confirmed(string system, string eventType) => _confirmed.Add(1, Tags(system, eventType));

    public void Returned(string system, string eventType) => _returned.Add(1, Tags(system, eventType));

    public void Consumed(string system, string subscription, string eventType) => _consumed.Add(1, Tags(system, eventType, subscription));

    public void Retried(string system, string subscription, string eventType) => _retried.Add(1, Tags(system, eventType, subscription));

    public void DeadLettered(string system, string subscription, string eventType) =>
        _deadLettered.Add(1, Tags(system, eventType, subscription));

    public void Asked(string system, string request, TimeSpan duration, string? error)
    {
        TagList tags = [new("messaging.system", system), new("messaging.destination.name", request)];
        if (error is not null)
            tags.Add("error.type", error);
        _requests.Record(duration.TotalSeconds, tags);
    }

    /// <param name="lag">The age of the oldest pending event, in seconds, by outbox.</param>
    /// <param name="pending">How many aggregates have pending events, by outbox.</param>
    public void ObserveOutboxes(
        Func<IEnumerable<KeyValuePair<string, double>>> lag, Func<IEnumerable<KeyValuePair<string, long>>> pending)
    {
        _meter.CreateObservableGauge(
            Prefix + "outbox.lag", () => lag().Select(Measure), "s", "How long the oldest pending event has been waiting.");
        _meter.CreateObservableGauge(
            Prefix + "outbox.pending", () => pending().Select(Measure), "{aggregate}", "Aggregates that have pending events.");
    }

    private static Measurement<T> Measure<T>(KeyValuePair<string, T> outbox)
        where T : struct => new(outbox.Value, new KeyValuePair<string, object?>("filmstreaming.outbox", outbox.Key));

    private static TagList Tags(string system, string eventType, string? subscription = null)
    {
        TagList tags = [new("messaging.system", system), new("cloudevents.event_type", eventType)];
        if (subscription is not null)
            tags.Add("messaging.destination.name", subscription);
        return tags;
    }

    private Counter<long> Counter(string name, string description) => _meter.CreateCounter<long>(Prefix + name, "{message}", description);
}
