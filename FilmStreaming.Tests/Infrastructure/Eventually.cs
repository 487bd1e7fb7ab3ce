namespace FilmStreaming.Tests.Infrastructure;

/// <summary>Waits for what is promised to happen soon, asking again and again, for a bounded time.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Gives the first answer that is good.</summary>
    /// <param name="what">What is awaited, for the message of a failure.</param>
    /// <param name="ask">Asked until its answer is good.</param>
    /// <param name="isGood">Tells a good answer.</param>
    /// <param name="limit">How long it may take; 30 s when not given.</param>
    public static async Task<T> GetAsync<T>(string what, Func<Task<T>> ask, Func<T, bool> isGood, TimeSpan? limit = null)
    {
        var stop = TestContext.Current.CancellationToken;
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var answer = await ask();
            if (isGood(answer))
                return answer;
            Assert.True(
                TimeProvider.System.GetElapsedTime(start) < (limit ?? Limit),
                $"{what} did not happen within {limit ?? Limit}; last seen: {answer}");
            await Task.Delay(Pause, stop);
        }
    }

    public static Task<bool> BeTrueAsync(string what, Func<Task<bool>> ask) => GetAsync(what, ask, answer => answer);

    public static Task<bool> BeTrueAsync(string what, Func<bool> ask) => BeTrueAsync(what, () => Task.FromResult(ask()));
}
