namespace FilmStreaming.UserApi.Playback;

/// <summary>
/// Which parts of a film were played: a bit for each 128th of it. Sets are joined by OR, which is commutative, associative and
/// idempotent, so the order and repetition of reports do not matter; and however often a viewer jumps, it stays 16 bytes.
/// </summary>
internal static class Coverage
{
    public const int Buckets = 128;

    /// <summary>The buckets that a stretch of the film touches.</summary>
    /// <param name="fromMs">Where it begins.</param>
    /// <param name="toMs">Where it ends, which is not in it.</param>
    /// <param name="durationMs">Of the film.</param>
    public static UInt128 Of(long fromMs, long toMs, long durationMs)
    {
        if (fromMs >= toMs)
            return UInt128.Zero;
        var first = (int)(fromMs * Buckets / durationMs);
        var last = (int)((toMs - 1) * Buckets / durationMs);
        return (UInt128.MaxValue >> (Buckets - 1 - (last - first))) << first;
    }

    public static int Count(UInt128 covered) => (int)UInt128.PopCount(covered);

    /// <summary>Adds one to each bucket that is covered.</summary>
    public static void AddTo(Span<int> depth, UInt128 covered)
    {
        for (; covered != UInt128.Zero; covered &= covered - UInt128.One)
            depth[(int)UInt128.TrailingZeroCount(covered)]++;
    }
}
