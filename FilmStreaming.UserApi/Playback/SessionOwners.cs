using FilmStreaming.Storage;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace FilmStreaming.UserApi.Playback;

/// <summary>
/// Whose the playback sessions are, and how many new ones an account may have. A claim that was granted is not taken back while it lasts,
/// so it is seldom asked for again.
/// </summary>
internal sealed class SessionOwners(IPlaybackSessionStore sessions, IOptions<PlaybackOptions> options, TimeProvider time) : IDisposable
{
    private const int MaxCached = 100_000;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly MemoryCache _granted = new(new MemoryCacheOptions { SizeLimit = MaxCached });

    /// <returns>Those claims that are refused, and why.</returns>
    public async Task<IReadOnlyDictionary<SessionClaim, ClaimRefusal>> ClaimAsync(
        IEnumerable<SessionClaim> claims, CancellationToken cancellationToken)
    {
        var asked = claims.Where(claim => !_granted.TryGetValue(claim, out _)).ToHashSet();
        if (asked.Count == 0)
            return new Dictionary<SessionClaim, ClaimRefusal>();
        // Longer than a report may be old, so that what is sent again finds its session.
        var expiresAt = time.GetStoredNow() + options.Value.MaxReportAge + Day;
        var refused = (await FindSurplusAsync(asked, expiresAt - Day, cancellationToken)).ToDictionary(claim => claim, _ => ClaimRefusal.TooMany);
        asked.ExceptWith(refused.Keys);
        foreach (var claim in await sessions.ClaimAsync(asked, expiresAt, cancellationToken))
            refused[claim] = ClaimRefusal.Taken;
        foreach (var claim in asked.Where(claim => !refused.ContainsKey(claim)))
            _granted.Set(claim, true, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Day });
        return refused;
    }

    public void Dispose() => _granted.Dispose();

    /// <summary>New sessions beyond what an account may begin in a day. Several replicas at once may let one more group of reports pass.</summary>
    private async Task<IReadOnlyList<SessionClaim>> FindSurplusAsync(
        IReadOnlyCollection<SessionClaim> asked, DateTimeOffset expiresAfter, CancellationToken cancellationToken)
    {
        var max = options.Value.MaxNewSessionsPerDay;
        var used = await sessions.CountAsync([.. asked.Select(claim => claim.AccountId).Distinct()], expiresAfter, cancellationToken);
        var full = asked.GroupBy(claim => claim.AccountId)
            .Where(account => used.GetValueOrDefault(account.Key) + account.Count() > max).ToList();
        if (full.Count == 0)
            return [];
        var known = await sessions.FindManyAsync([.. full.SelectMany(account => account).Select(claim => claim.SessionId)], cancellationToken);
        return
        [
            .. full.SelectMany(account => account.Where(claim => !known.Contains(claim.SessionId))
                .Skip((int)Math.Max(0, max - used.GetValueOrDefault(account.Key)))),
        ];
    }
}
