using Microsoft.Extensions.Caching.Memory;

namespace FilmStreaming.UserApi.Playback;

/// <summary>Whose the playback sessions are. A claim that was granted is never taken back, so it is asked for once.</summary>
internal sealed class SessionOwners(IPlaybackSessionStore sessions) : IDisposable
{
    private const int MaxCached = 100_000;

    private readonly MemoryCache _granted = new(new MemoryCacheOptions { SizeLimit = MaxCached });

    /// <returns>Those claims that are refused, because the session is another account's.</returns>
    public async Task<IReadOnlySet<SessionClaim>> ClaimAsync(IEnumerable<SessionClaim> claims, CancellationToken cancellationToken)
    {
        var asked = claims.Where(claim => !_granted.TryGetValue(claim, out _)).ToHashSet();
        if (asked.Count == 0)
            return asked;
        var refused = await sessions.ClaimAsync(asked, cancellationToken);
        foreach (var claim in asked.Where(claim => !refused.Contains(claim)))
            _granted.Set(claim, true, new MemoryCacheEntryOptions { Size = 1 });
        return refused;
    }

    public void Dispose() => _granted.Dispose();
}
