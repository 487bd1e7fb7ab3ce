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
        _decoy = _hasher.HashPassword(null!, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)));
    }

    /// <exception cref="PasswordHashingBusyException">Too many wait already.</exception>
    public async Task<string> HashAsync(string password, CancellationToken cancellationToken)
    {
        using var slot = await EnterAsync(cancellationToken);
        return await slot.HashAsync(password);
    }

    /// <summary>Waits for one of the slots in which passwords are hashed; what is done in it is to be short.</summary>
    /// <inheritdoc cref="HashAsync"/>
    public async Task<PasswordHashingSlot> EnterAsync(CancellationToken cancellationToken)
    {
        await WaitForSlotAsync(cancellationToken);
        return new(_hasher, _decoy, _slots);
    }

    public void Dispose() => _slots.Dispose();

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

/// <summary>The right to hash one password after another, until it is disposed of.</summary>
internal sealed class PasswordHashingSlot(PasswordHasher<Account> hasher, string decoy, SemaphoreSlim slots) : IDisposable
{
    // Identity's hasher does not look at the user.
    public Task<string> HashAsync(string password) => RunAsync(() => hasher.HashPassword(null!, PasswordRule.Normalize(password)));

    /// <param name="hash">Null where there is no account: that takes as long as a wrong password, and fails.</param>
    /// <param name="password">As it was given.</param>
    public Task<PasswordVerificationResult> VerifyAsync(string? hash, string password) => RunAsync(() =>
    {
        var result = hasher.VerifyHashedPassword(null!, hash ?? decoy, PasswordRule.Normalize(password));
        return hash is null ? PasswordVerificationResult.Failed : result;
    });

    public void Dispose() => slots.Release();

    private static Task<T> RunAsync<T>(Func<T> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}

/// <summary>More passwords wait to be hashed than can be in a time that somebody would wait.</summary>
internal sealed class PasswordHashingBusyException() : Exception("Too many passwords wait to be hashed.");

/// <summary>A flood of sign-ins is answered as a dependency that is away: try again later.</summary>
internal sealed class PasswordHashingFailure : IDependencyFailure
{
    public string? DependencyOf(Exception exception) => exception is PasswordHashingBusyException ? "password-hashing" : null;
}
