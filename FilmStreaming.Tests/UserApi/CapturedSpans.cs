using System.Collections.Concurrent;
using System.Diagnostics;

namespace FilmStreaming.Tests.UserApi;

/// <summary>What every span of this process says, whoever makes it.</summary>
internal sealed class CapturedSpans : IDisposable
{
    private readonly ConcurrentQueue<string> _texts = [];
    private readonly ActivityListener _listener;

    public CapturedSpans()
    {
        _listener = new()
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Capture,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public IReadOnlyCollection<string> Texts => _texts;

    public void Dispose() => _listener.Dispose();

    private void Capture(Activity activity)
    {
        _texts.Enqueue($"{activity.OperationName} {activity.DisplayName} {activity.StatusDescription}");
        foreach (var (name, value) in activity.TagObjects.Concat(activity.Events.SelectMany(happened => happened.Tags)))
            _texts.Enqueue($"{name}={value}");
        foreach (var (name, value) in activity.Baggage)
            _texts.Enqueue($"{name}={value}");
    }
}
