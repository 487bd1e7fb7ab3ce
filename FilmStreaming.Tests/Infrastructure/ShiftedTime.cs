namespace FilmStreaming.Tests.Infrastructure;

/// <summary>The time of the system plus what a test adds. Unlike with FakeTimeProvider timers run on, so that whole services work.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private long _ticks;

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _ticks));
}
