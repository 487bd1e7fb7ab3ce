using FilmStreaming.Storage;

namespace FilmStreaming.UserApi.Lockout;

/// <summary>The wrong passwords of all e-mail addresses.</summary>
internal interface ISignInFailureStore
{
    Task<Document<SignInFailures>?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <returns>False when there is one already; nothing is written then.</returns>
    Task<bool> TryAddAsync(Guid id, SignInFailures failures, CancellationToken cancellationToken);

    /// <returns>False when it changed since it was read; nothing is written then.</returns>
    Task<bool> TryUpdateAsync(Guid id, long expectedVersion, SignInFailures failures, CancellationToken cancellationToken);

    /// <returns>Whether it was there.</returns>
    Task<bool> RemoveAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Removes those whose last wrong password was before <paramref name="time"/>.</summary>
    /// <returns>How many there were.</returns>
    Task<long> RemoveBeforeAsync(DateTimeOffset time, CancellationToken cancellationToken);
}
