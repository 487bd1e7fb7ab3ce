using FilmStreaming.Storage;
using Microsoft.Extensions.Options;

namespace FilmStreaming.UserApi.Lockout;

/// <param name="HasFailures">Whether there were wrong passwords or codes that are not forgotten.</param>
/// <param name="Delay">How long it has still to wait; null when the next may be tried now.</param>
internal readonly record struct LockoutState(bool HasFailures, TimeSpan? Delay);

/// <summary>
/// Makes whoever guesses the password of one address wait, twice as long after each wrong one. ASP.NET Core Identity counts in the
/// user it has read and gives up a count when another request was faster; this one reads again until its count is in.
/// </summary>
internal sealed class SignInLockout(ISignInFailureStore store, IOptions<LockoutOptions> options, TimeProvider time)
{
    /// <summary>How an address stands.</summary>
    /// <param name="subject">
    /// Whose password is guessed: an address, made by <see cref="Accounts.EmailAddress.Normalize"/>. Or whose codes: made by
    /// <see cref="TwoFactor.SecondFactorCheck.LockoutOf"/>.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<LockoutState> FindAsync(string subject, CancellationToken cancellationToken)
    {
        var failures = await store.FindAsync(SignInFailures.IdOf(subject), cancellationToken);
        return new(failures is not null, DelayOf(failures?.Body));
    }

    /// <summary>Counts a wrong password.</summary>
    /// <returns>How long the address has to wait now; null while these are few.</returns>
    /// <inheritdoc cref="FindAsync"/>
    public async Task<TimeSpan?> CountFailureAsync(string subject, CancellationToken cancellationToken)
    {
        var id = SignInFailures.IdOf(subject);
        while (true)
        {
            var before = await store.FindAsync(id, cancellationToken);
            if (await TryCountAsync(id, before, cancellationToken) is { } failures)
                return DelayOf(failures);
        }
    }

    /// <summary>
    /// Counts an attempt as a failure before it is made: of however many that come at once, each sees the count of the one before.
    /// Whoever succeeds is to <see cref="ClearAsync"/>.
    /// </summary>
    /// <returns>How long to wait: the attempt must not be made, and is not counted. Null lets it be made.</returns>
    /// <inheritdoc cref="FindAsync"/>
    public async Task<TimeSpan?> BeginAttemptAsync(string subject, CancellationToken cancellationToken)
    {
        var id = SignInFailures.IdOf(subject);
        while (true)
        {
            var before = await store.FindAsync(id, cancellationToken);
            if (DelayOf(before?.Body) is { } delay)
                return delay;
            if (await TryCountAsync(id, before, cancellationToken) is not null)
                return null;
        }
    }

    /// <summary>Forgets the wrong passwords: somebody showed that the address is theirs, or an administrator vouches for it.</summary>
    /// <returns>Whether there were any.</returns>
    /// <inheritdoc cref="FindAsync"/>
    public Task<bool> ClearAsync(string subject, CancellationToken cancellationToken) =>
        store.RemoveAsync(SignInFailures.IdOf(subject), cancellationToken);

    private async Task<SignInFailures?> TryCountAsync(Guid id, Document<SignInFailures>? before, CancellationToken cancellationToken)
    {
        var failures = SignInFailures.OneMore(before?.Body, options.Value, time.GetStoredNow());
        var counted = before is null
            ? await store.TryAddAsync(id, failures, cancellationToken)
            : await store.TryUpdateAsync(id, before.Version, failures, cancellationToken);
        return counted ? failures : null;
    }

    private TimeSpan? DelayOf(SignInFailures? failures)
    {
        var delay = failures?.BlockedUntil - time.GetStoredNow();
        return delay > TimeSpan.Zero ? delay : null;
    }
}
