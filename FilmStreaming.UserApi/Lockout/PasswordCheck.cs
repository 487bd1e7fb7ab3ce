using FilmStreaming.UserApi.Auth;
using Microsoft.AspNetCore.Identity;

namespace FilmStreaming.UserApi.Lockout;

/// <param name="Verified">Whether the password is right.</param>
/// <param name="Delay">How long the address has to wait before another is tried; null when it need not.</param>
internal readonly record struct PasswordCheckResult(PasswordVerificationResult Verified, TimeSpan? Delay)
{
    public bool Succeeded => Verified != PasswordVerificationResult.Failed;
}

/// <summary>
/// Tries a password, unless its address has to wait. Looking, hashing and counting are done in one slot of
/// <see cref="PasswordHashing"/>: however many guesses come at once, no more than there are slots pass before the first is counted.
/// </summary>
internal sealed class PasswordCheck(PasswordHashing passwords, SignInLockout lockout)
{
    /// <param name="normalizedEmail">Whose password is tried; it need not have an account.</param>
    /// <param name="hash">Null where there is no account that may sign in; that is a wrong password, and takes as long.</param>
    /// <param name="password">As it was given.</param>
    /// <param name="cancellationToken">Gives up waiting for a slot.</param>
    public async Task<PasswordCheckResult> VerifyAsync(
        string normalizedEmail, string? hash, string password, CancellationToken cancellationToken)
    {
        // Looked at here too, so that those who have to wait do not take the slots of the others.
        var state = await lockout.FindAsync(normalizedEmail, cancellationToken);
        if (state.Delay is not null)
            return new(PasswordVerificationResult.Failed, state.Delay);

        using var slot = await passwords.EnterAsync(cancellationToken);
        state = await lockout.FindAsync(normalizedEmail, cancellationToken);
        if (state.Delay is not null)
            return new(PasswordVerificationResult.Failed, state.Delay);

        var verified = await slot.VerifyAsync(hash, password);
        if (verified == PasswordVerificationResult.Failed)
        {
            // Whoever hangs up after a guess is counted all the same.
            return new(verified, await lockout.CountFailureAsync(normalizedEmail, CancellationToken.None));
        }

        if (state.HasFailures)
            await lockout.ClearAsync(normalizedEmail, CancellationToken.None);
        return new(verified, null);
    }
}
