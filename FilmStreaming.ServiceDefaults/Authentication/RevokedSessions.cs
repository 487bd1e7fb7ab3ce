using System.Collections.Concurrent;

namespace FilmStreaming.ServiceDefaults.Authentication;

/// <summary>
/// The sessions whose access tokens this replica refuses although they have not expired. In memory, so that a request is judged
/// without asking anybody; each entry is dropped once the last token of its session has expired.
/// </summary>
public sealed class RevokedSessions(TimeProvider time)
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _until = [];
    private long _sweptAt = time.GetTimestamp();

    /// <param name="sessionId">The <c>sid</c> of the tokens.</param>
    /// <param name="tokensExpireAt">When the last of them expires.</param>
    public void Add(Guid sessionId, DateTimeOffset tokensExpireAt)
    {
        // Validation lets a token live on for the difference of two clocks, and so must its refusal.
        _until[sessionId] = tokensExpireAt + AccessTokenOptions.ClockSkew;
        Sweep();
    }

    public bool Contains(Guid sessionId) => _until.ContainsKey(sessionId);

    private void Sweep()
    {
        var last = Interlocked.Read(ref _sweptAt);
        if (time.GetElapsedTime(last) < SweepInterval || Interlocked.CompareExchange(ref _sweptAt, time.GetTimestamp(), last) != last)
            return;
        var now = time.GetUtcNow();
        foreach (var entry in _until.Where(entry => entry.Value < now))
            _until.TryRemove(entry);
    }
}
