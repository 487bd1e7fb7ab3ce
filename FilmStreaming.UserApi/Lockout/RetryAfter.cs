namespace FilmStreaming.UserApi.Lockout;

/// <summary>The header that says when to try again (RFC 9110, section 10.2.3).</summary>
internal static class RetryAfter
{
    /// <param name="response">Its headers are set.</param>
    /// <param name="delay">The wait, rounded up to whole seconds; null sets nothing.</param>
    public static void Set(HttpResponse response, TimeSpan? delay)
    {
        if (delay is { } wait)
            response.Headers.RetryAfter = $"{(long)Math.Ceiling(wait.TotalSeconds)}";
    }
}
