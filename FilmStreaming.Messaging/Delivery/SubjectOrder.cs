namespace FilmStreaming.Messaging.Delivery;

/// <summary>Runs work of one subject one after another, in the order in which it came, and subjects side by side.</summary>
internal sealed class SubjectOrder
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Task> _last = [];

    /// <summary>Never runs <paramref name="work"/> on the caller's stack; the task ends as the work ends.</summary>
    public async Task RunAsync(string subject, Func<Task> work)
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task previous;
        lock (_lock)
        {
            previous = _last.GetValueOrDefault(subject, Task.CompletedTask);
            _last[subject] = turn.Task;
        }

        try
        {
            await previous.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            await work();
        }
        finally
        {
            lock (_lock)
            {
                if (_last[subject] == turn.Task)
                    _last.Remove(subject);
            }

            turn.SetResult();
        }
    }
}
