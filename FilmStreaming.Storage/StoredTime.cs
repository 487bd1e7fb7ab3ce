namespace FilmStreaming.Storage;

/// <summary>Time as it is stored: both forms keep milliseconds, so finer times would not come back equal.</summary>
public static class StoredTime
{
    /// <summary>Now, in whole milliseconds.</summary>
    public static DateTimeOffset GetStoredNow(this TimeProvider time) => time.GetUtcNow().ToStored();

    /// <summary>The same instant in UTC, in whole milliseconds.</summary>
    public static DateTimeOffset ToStored(this DateTimeOffset value) =>
        DateTimeOffset.FromUnixTimeMilliseconds(value.ToUnixTimeMilliseconds());
}
