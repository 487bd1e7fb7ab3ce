using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace FilmStreaming.UserApi.Tokens;

/// <summary>
/// The signing keys in memory, read anew each minute, and at once when a token names a key that is not known: another replica
/// may have made it. A key says itself when it signs and how long it is published, so all replicas agree; the next one is made,
/// and those whose last token has expired are removed, by whichever replica comes first.
/// </summary>
internal sealed partial class SigningKeyRing(
    ISigningKeyStore store,
    IDataProtectionProvider protection,
    IOptions<TokenOptions> options,
    TimeProvider time,
    ILogger<SigningKeyRing> logger) : IDisposable
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    /// <summary>The least time between two reads that unknown keys ask for, so that forged tokens cannot flood the store.</summary>
    public static readonly TimeSpan RefreshPause = TimeSpan.FromSeconds(5);

    private readonly IDataProtector _protector = protection.CreateProtector("FilmStreaming.UserApi.SigningKeys.v1");
    private readonly SemaphoreSlim _reading = new(1, 1);

    // Null is a key that this replica cannot decrypt. Only the one that holds the semaphore touches it.
    private readonly Dictionary<string, ECDsaSecurityKey?> _private = [];
    private volatile Reading? _last;
    private volatile bool _refreshRequested;

    /// <summary>The keys; the first call makes one where there is none.</summary>
    public async ValueTask<SigningKeySet> GetAsync(CancellationToken cancellationToken)
    {
        if (_last is { } current && !IsDue(current))
            return current.Keys;

        await _reading.WaitAsync(cancellationToken);
        try
        {
            if (_last is { } last && !IsDue(last))
                return last.Keys;
            _refreshRequested = false;
            var keys = await ReadOrKeepAsync(cancellationToken);
            _last = new(keys, time.GetUtcNow());
            return keys;
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>Has the next call read the keys anew, unless they have just been read.</summary>
    public void RequestRefresh() => _refreshRequested = true;

    public void Dispose() => _reading.Dispose();

    private bool IsDue(Reading reading)
    {
        var now = time.GetUtcNow();
        var age = now - reading.At;
        return age >= Lifetime
            || (_refreshRequested && age >= RefreshPause)
            || (reading.At < reading.Keys.SignsUntil && now >= reading.Keys.SignsUntil);
    }

    private async Task<SigningKeySet> ReadOrKeepAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(cancellationToken);
        }
        catch (Exception e) when (_last is not null && !cancellationToken.IsCancellationRequested)
        {
            // The known keys are good until proven otherwise; signing in and watching go on while the store is away.
            LogReadFailed(logger, e);
            return Choose(_last.Keys.Keys, time.GetUtcNow()) ?? _last.Keys;
        }
    }

    private async Task<SigningKeySet> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var now = time.GetUtcNow();
            var keys = await store.ListAsync(cancellationToken);
            Decrypt(keys);
            if (StartOfNext(keys, now) is { } start)
            {
                // Whoever adds the next generation first wins; the others read it in the next turn.
                var generation = keys is [.., var newest] ? newest.Generation + 1 : 1;
                if (await store.TryAddAsync(SigningKey.Create(generation, start, options.Value, _protector, time), cancellationToken))
                    LogCreated(logger, generation, start);
                continue;
            }

            foreach (var retired in keys.Where(key => key.PublishedUntil <= now))
            {
                await store.RemoveAsync(retired.Generation, cancellationToken);
                LogRemoved(logger, retired.Generation);
            }

            return Choose(keys, now)!;
        }
    }

    /// <summary>When a key that has to be made now begins to sign; null while those that this replica can decrypt last long enough.</summary>
    private DateTimeOffset? StartOfNext(IReadOnlyList<SigningKey> keys, DateTimeOffset now)
    {
        var end = now;
        while (keys.LastOrDefault(key => Signs(key, end)) is { } key)
            end = key.SignsUntil;
        return end <= now + options.Value.KeyPublishAhead ? end : null;
    }

    /// <returns>Null when none of the keys signs now.</returns>
    private SigningKeySet? Choose(IReadOnlyList<SigningKey> keys, DateTimeOffset now)
    {
        if (keys.LastOrDefault(key => Signs(key, now)) is not { } current)
            return null;
        IReadOnlyList<SigningKey> published = [.. keys.Where(key => key.PublishedUntil > now)];
        return _last is { } last && last.Keys.IsOf(published, current)
            ? last.Keys
            : new(published, current, _private[current.Kid]!);
    }

    private bool Signs(SigningKey key, DateTimeOffset at) =>
        key.SignsFrom <= at && at < key.SignsUntil && _private.GetValueOrDefault(key.Kid) is not null;

    private void Decrypt(IReadOnlyList<SigningKey> keys)
    {
        foreach (var gone in _private.Keys.Except(keys.Select(key => key.Kid)).ToList())
            _private.Remove(gone);
        foreach (var key in keys.Where(key => _private.GetValueOrDefault(key.Kid) is null))
        {
            try
            {
                _private[key.Kid] = key.ToPrivateKey(_protector);
            }
            catch (CryptographicException e)
            {
                if (_private.TryAdd(key.Kid, null))
                    LogUnreadable(logger, e, key.Kid);
            }
        }
    }

    private sealed record Reading(SigningKeySet Keys, DateTimeOffset At);

    [LoggerMessage(LogLevel.Information, "Signing key generation {Generation} was created; it signs from {SignsFrom}")]
    private static partial void LogCreated(ILogger logger, int generation, DateTimeOffset signsFrom);

    [LoggerMessage(LogLevel.Information, "Signing key generation {Generation} was removed: its last token has expired")]
    private static partial void LogRemoved(ILogger logger, int generation);

    [LoggerMessage(
        LogLevel.Warning,
        "Signing key {Kid} cannot be decrypted: the data-protection keys it was encrypted with are lost, or not shared by all "
            + "replicas. Its tokens stay valid; new tokens are signed with another key")]
    private static partial void LogUnreadable(ILogger logger, Exception exception, string kid);

    [LoggerMessage(LogLevel.Warning, "The signing keys could not be read; those already known stay in use")]
    private static partial void LogReadFailed(ILogger logger, Exception exception);
}
