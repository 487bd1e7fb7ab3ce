using System.Diagnostics;

namespace FilmStreaming.Tests.TransportContracts;

/// <summary>Waits for what other threads bring about.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Fails the test when <paramref name="holds"/> does not become true.</summary>
    public static Task TrueAsync(Func<bool> holds, Func<string> otherwise) =>
        TrueAsync(() => Task.FromResult(holds()), otherwise);

    public static async Task TrueAsync(Func<Task<bool>> holds, Func<string> otherwise)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await holds())
        {
            if (Stopwatch.GetElapsedTime(started) > Limit)
                Assert.Fail(otherwise());
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}
