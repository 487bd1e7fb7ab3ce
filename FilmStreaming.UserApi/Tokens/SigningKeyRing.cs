using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.IdentityModel.Tokens;

namespace FilmStreaming.UserApi.Tokens;

/// <summary>
/// The signing keys in memory, read anew each minute, and at once when a token names a key that is not known: another replica
/// may have made it. The first key is made by whichever replica starts first.
/// </summary>
internal sealed partial class SigningKeyRing(
    ISigningKeyStore store, IDataProtectionProvider protection, TimeProvider time, ILogger<SigningKeyRing> logger) : IDisposable
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    /// <summary>The least time between two reads that unknown keys ask for, so that forged tokens cannot flood the store.</summary>
    public static readonly TimeSpan RefreshPause = TimeSpan.FromSeconds(5);

    private readonly IDataProtector _protector = protection.CreateProtector("FilmStreaming.UserApi.SigningKeys.v1");
    private readonly SemaphoreSlim _reading = new(1, 1);
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
        var age = time.GetUtcNow() - reading.At;
        return age >= Lifetime || (_refreshRequested && age >= RefreshPause);
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
            return _last.Keys;
        }
    }

    private async Task<SigningKeySet> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var keys = await store.ListAsync(cancellationToken);
            if (_last is { } last && last.Keys.IsOf(keys))
                return last.Keys;
            if (FindSigningKey(keys) is { } signing)
                return new(keys, signing);

            // Whoever adds the next generation first wins; the others read it in the next turn.
            var generation = keys is [.., var newest] ? newest.Generation + 1 : 1;
            if (await store.TryAddAsync(SigningKey.Create(generation, _protector, time), cancellationToken))
                LogCreated(logger, generation);
        }
    }

    /// <summary>The newest key whose private part this replica can read.</summary>
    private ECDsaSecurityKey? FindSigningKey(IReadOnlyList<SigningKey> keys)
    {
        foreach (var key in keys.Reverse())
        {
            try
            {
                return key.ToPrivateKey(_protector);
            }
            catch (CryptographicException e)
            {
                LogUnreadable(logger, e, key.Kid);
            }
        }

        return null;
    }

    private sealed record Reading(SigningKeySet Keys, DateTimeOffset At);

    [LoggerMessage(LogLevel.Information, "Signing key generation {Generation} was created")]
    private static partial void LogCreated(ILogger logger, int generation);

    [LoggerMessage(
        LogLevel.Warning,
        "Signing key {Kid} cannot be decrypted: the data-protection keys it was encrypted with are lost, or not shared by all "
            + "replicas. Its tokens stay valid; new tokens are signed with another key")]
    private static partial void LogUnreadable(ILogger logger, Exception exception, string kid);

    [LoggerMessage(LogLevel.Warning, "The signing keys could not be read; those already known stay in use")]
    private static partial void LogReadFailed(ILogger logger, Exception exception);
}
