using FilmStreaming.Storage;
using Microsoft.Extensions.Options;

namespace FilmStreaming.UserApi.Lockout;

/// <param name="HasFailures">Whether there were wrong passwords that are not forgotten.</param>
/// <param name="Delay">How long the address has still to wait; null when its password may be tried now.</param>
internal readonly record struct LockoutState(bool HasFailures, TimeSpan? Delay);

/// <summary>
/// Makes whoever guesses the password of one address wait, twice as long after each wrong one. ASP.NET Core Identity counts in the
/// user it has read and gives up a count when another request was faster; this one reads again until its count is in.
/// </summary>
internal sealed class SignInLockout(ISignInFailureStore store, IOptions<LockoutOptions> options, TimeProvider time)
{
    /// <summary>How an address stands.</summary>
    /// <param name="normalizedEmail">Made by <see cref="Accounts.EmailAddress.Normalize"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<LockoutState> FindAsync(string normalizedEmail, CancellationToken cancellationToken)
    {
        var failures = await store.FindAsync(SignInFailures.IdOf(normalizedEmail), cancellationToken);
        return new(failures is not null, DelayOf(failures?.Body));
    }

    /// <summary>Counts a wrong password.</summary>
    /// <returns>How long the address has to wait now; null while these are few.</returns>
    /// <inheritdoc cref="FindAsync"/>
    public async Task<TimeSpan?> CountFailureAsync(string normalizedEmail, CancellationToken cancellationToken)
    {
        var id = SignInFailures.IdOf(normalizedEmail);
        while (true)
        {
            var before = await store.FindAsync(id, cancellationToken);
            var failures = SignInFailures.OneMore(before?.Body, options.Value, time.GetStoredNow());
            var counted = before is null
                ? await store.TryAddAsync(id, failures, cancellationToken)
                : await store.TryUpdateAsync(id, before.Version, failures, cancellationToken);
            if (counted)
                return DelayOf(failures);
        }
    }

    /// <summary>Forgets the wrong passwords: somebody showed that the address is theirs, or an administrator vouches for it.</summary>
    /// <returns>Whether there were any.</returns>
    /// <inheritdoc cref="FindAsync"/>
    public Task<bool> ClearAsync(string normalizedEmail, CancellationToken cancellationToken) =>
        store.RemoveAsync(SignInFailures.IdOf(normalizedEmail), cancellationToken);

    private TimeSpan? DelayOf(SignInFailures? failures)
    {
        var delay = failures?.BlockedUntil - time.GetStoredNow();
        return delay > TimeSpan.Zero ? delay : null;
    }
}
