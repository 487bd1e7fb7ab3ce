using System.Buffers.Text;
using System.Security.Cryptography;
using FilmStreaming.ServiceDefaults.Problems;
using FilmStreaming.UserApi.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace FilmStreaming.UserApi.Auth;

/// <summary>
/// Hashes passwords with ASP.NET Core Identity's hasher, a bounded number at a time and outside the thread pool: a hash is a
/// tenth of a second of one processor by intention, and a flood of sign-ins must leave threads to everybody else.
/// </summary>
internal sealed class PasswordHashing : IDisposable
{
    private readonly PasswordHasher<Account> _hasher;
    private readonly SemaphoreSlim _slots;
    private readonly int _maxWaiting;
    private readonly string _decoy;
    private int _waiting;

    public PasswordHashing(IOptions<PasswordHashingOptions> options)
    {
        _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = options.Value.Iterations }));
        _slots = new(options.Value.Concurrency);
        _maxWaiting = options.Value.MaxWaiting;
        _decoy = Hash(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)));
    }

    public Task<string> HashAsync(string password, CancellationToken cancellationToken) =>
        InSlotAsync(() => Hash(password), cancellationToken);

    /// <param name="hash">Null where there is no account: that takes as long as a wrong password, and fails.</param>
    /// <param name="password">As it was given.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<PasswordVerificationResult> VerifyAsync(string? hash, string password, CancellationToken cancellationToken) =>
        InSlotAsync(
            () =>
            {
                var result = _hasher.VerifyHashedPassword(null!, hash ?? _decoy, PasswordRule.Normalize(password));
                return hash is null ? PasswordVerificationResult.Failed : result;
            },
            cancellationToken);

    public void Dispose() => _slots.Dispose();

    // Identity's hasher does not look at the user.
    private string Hash(string password) => _hasher.HashPassword(null!, PasswordRule.Normalize(password));

    private async Task<T> InSlotAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        await WaitForSlotAsync(cancellationToken);
        try
        {
            return await Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        finally
        {
            _slots.Release();
        }
    }

    private async Task WaitForSlotAsync(CancellationToken cancellationToken)
    {
        if (_slots.Wait(0, CancellationToken.None))
            return;
        try
        {
            if (Interlocked.Increment(ref _waiting) > _maxWaiting)
                throw new PasswordHashingBusyException();
            await _slots.WaitAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }
}

/// <summary>More passwords wait to be hashed than can be in a time that somebody would wait.</summary>
internal sealed class PasswordHashingBusyException() : Exception("Too many passwords wait to be hashed.");

/// <summary>A flood of sign-ins is answered as a dependency that is away: try again later.</summary>
internal sealed class PasswordHashingFailure : IDependencyFailure
{
    public string? DependencyOf(Exception exception) => exception is PasswordHashingBusyException ? "password-hashing" : null;
}
