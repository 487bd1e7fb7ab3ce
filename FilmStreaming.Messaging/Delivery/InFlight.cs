namespace FilmStreaming.Messaging.Delivery;

/// <summary>Counts what is being handled, so that a stop can wait for it.</summary>
internal sealed class InFlight
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count;
    private bool _closed;

    /// <returns>False when nothing new may begin.</returns>
    public bool TryEnter()
    {
        lock (_lock)
        {
            if (_closed)
                return false;
            _count++;
            return true;
        }
    }

    public void Exit()
    {
        lock (_lock)
        {
            if (--_count == 0 && _closed)
                _idle.TrySetResult();
        }
    }

    /// <summary>Lets nothing new begin, and waits for what has begun.</summary>
    /// <returns>Whether all of it ended within <paramref name="timeout"/>.</returns>
    public async Task<bool> CloseAsync(TimeSpan timeout, TimeProvider clock)
    {
        lock (_lock)
        {
            _closed = true;
            if (_count == 0)
                _idle.TrySetResult();
        }

        try
        {
            await _idle.Task.WaitAsync(timeout, clock);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
