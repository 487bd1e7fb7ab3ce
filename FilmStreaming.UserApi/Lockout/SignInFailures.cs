using System.Security.Cryptography;
using System.Text;

namespace FilmStreaming.UserApi.Lockout;

/// <summary>
/// The wrong passwords in a row for one e-mail address, whether it has an account or not: an address without one then costs
/// the same work and waits as long, so that neither tells which addresses have one. It is a document of its own, so that those
/// who guess do not change the version of the account. The wrong codes of an account are counted in the same way, apart from its
/// passwords: whoever knows the password must not be able to have its codes forgotten with it.
/// </summary>
internal sealed record SignInFailures
{
    public required int Count { get; init; }

    public required DateTimeOffset LastAt { get; init; }

    /// <summary>Until when no password, or code, is tried.</summary>
    public required DateTimeOffset BlockedUntil { get; init; }

    /// <summary>The id of its document: a hash, so that a copy of the database is no list of addresses.</summary>
    /// <param name="subject">An address, or <see cref="TwoFactor.SecondFactorCheck.LockoutOf"/> an account.</param>
    public static Guid IdOf(string subject) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes(subject)).AsSpan(0, 16), bigEndian: true);

    /// <param name="before">Those before; null where there are none.</param>
    /// <param name="options">How long to wait.</param>
    /// <param name="now">When it happened.</param>
    public static SignInFailures OneMore(SignInFailures? before, LockoutOptions options, DateTimeOffset now)
    {
        var count = before is not null && now - before.LastAt < options.ForgetAfter ? before.Count + 1 : 1;
        return new() { Count = count, LastAt = now, BlockedUntil = now + options.DelayAfter(count) };
    }
}
