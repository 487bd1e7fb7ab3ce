namespace FilmStreaming.Bench;

/// <summary>Some work of the product, and the same work done with nothing but the library below it.</summary>
internal interface IScenario : IAsyncDisposable
{
    /// <summary>What is done, how often, and what all contenders have in common.</summary>
    string Description { get; }

    /// <summary>Opens what is measured later. The first contender is what the others are compared with.</summary>
    Task<IReadOnlyList<Contender>> PrepareAsync(CancellationToken cancellationToken);
}

/// <param name="Name">As the table shows it.</param>
/// <param name="RunAsync">Does the work of one round.</param>
internal sealed record Contender(string Name, Func<CancellationToken, Task<Measurement>> RunAsync);

/// <summary>One round of one contender.</summary>
/// <param name="PerSecond">How much was done each second.</param>
/// <param name="Median">How long one took, if that was measured.</param>
/// <param name="Percentile99">What all but one in a hundred took at most.</param>
internal sealed record Measurement(double PerSecond, TimeSpan? Median = null, TimeSpan? Percentile99 = null)
{
    /// <summary>Does a piece of work that many times, up to <paramref name="window"/> at once, and measures each.</summary>
    public static async Task<Measurement> OfEachAsync(
        int count, int window, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        var clock = TimeProvider.System;
        var took = new TimeSpan[count];
        var started = clock.GetTimestamp();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = window, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, count, parallel, async (i, stop) =>
        {
            var began = clock.GetTimestamp();
            await work(stop);
            took[i] = clock.GetElapsedTime(began);
        });
        var elapsed = clock.GetElapsedTime(started);
        Array.Sort(took);
        return new(count / elapsed.TotalSeconds, took[count / 2], took[count * 99 / 100]);
    }

    /// <summary>
    /// The same, for each second of processor time that this process used: what work costs where processors are the limit, whatever
    /// else the machine does meanwhile.
    /// </summary>
    public static async Task<Measurement> OfProcessorTimeAsync(
        int count, int window, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        var started = Environment.CpuUsage.TotalTime;
        var measured = await OfEachAsync(count, window, work, cancellationToken);
        return measured with { PerSecond = count / (Environment.CpuUsage.TotalTime - started).TotalSeconds };
    }
}
