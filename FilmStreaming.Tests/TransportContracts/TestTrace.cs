using System.Collections.Concurrent;
using System.Diagnostics;

namespace FilmStreaming.Tests.TransportContracts;

/// <summary>A trace as an HTTP request begins one, and the messaging spans that join it.</summary>
internal sealed class TestTrace : IDisposable
{
    private static readonly ActivitySource Source = new("FilmStreaming.Tests.Trace");

    private readonly ConcurrentQueue<Activity> _spans = [];
    private readonly ActivityListener _listener;
    private readonly Activity _root;

    private TestTrace()
    {
        _listener = new()
        {
            ShouldListenTo = source => source.Name.StartsWith("FilmStreaming.", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
        _root = Source.StartActivity()!;
        Id = _root.TraceId;
    }

    public ActivityTraceId Id { get; }

    /// <summary>The spans of this trace that have ended, without the root.</summary>
    public IEnumerable<Activity> Spans => _spans.Where(span => span.TraceId == Id && span != _root);

    public static TestTrace Start() => new();

    public void End() => _root.Stop();

    public void Dispose()
    {
        _root.Dispose();
        _listener.Dispose();
    }
}
