using System.Buffers.Binary;
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
    private readonly int _iterations;
    private readonly string _decoy;
    private int _waiting;

    public PasswordHashing(IOptions<PasswordHashingOptions> options)
    {
        _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = options.Value.Iterations }));
        _slots = new(options.Value.Concurrency);
        _maxWaiting = options.Value.MaxWaiting;
        _iterations = options.Value.Iterations;
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
        return new(_hasher, _iterations, _decoy, _slots);
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
internal sealed class PasswordHashingSlot(PasswordHasher<Account> hasher, int iterations, string decoy, SemaphoreSlim slots) : IDisposable
{
    /// <summary>Behind the version and the hash function, a byte and four.</summary>
    private const int IterationsAt = 5;

    private static readonly byte[] Salt = new byte[16];

    // Identity's hasher does not look at the user.
    public Task<string> HashAsync(string password) => RunAsync(() => hasher.HashPassword(null!, PasswordRule.Normalize(password)));

    /// <param name="hash">Null where there is no account: that takes as long as a wrong password, and fails.</param>
    /// <param name="password">As it was given.</param>
    public Task<PasswordVerificationResult> VerifyAsync(string? hash, string password) => RunAsync(() =>
    {
        var result = hasher.VerifyHashedPassword(null!, hash ?? decoy, PasswordRule.Normalize(password));
        // A hash of before the iterations were raised is tried in less time than the decoy, which would tell that it is there.
        if (result == PasswordVerificationResult.Failed && hash is not null && MissingIterations(hash, iterations) is > 0 and var missing)
            Rfc2898DeriveBytes.Pbkdf2(password, Salt, missing, HashAlgorithmName.SHA512, outputLength: 32);
        return hash is null ? PasswordVerificationResult.Failed : result;
    });

    /// <summary>How many iterations a hash has less than those that are made now; version 3 of Identity's format tells its own.</summary>
    internal static int MissingIterations(string hash, int iterations)
    {
        var bytes = Convert.FromBase64String(hash);
        return bytes is [1, ..] ? Math.Max(0, iterations - (int)BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(IterationsAt))) : 0;
    }

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
