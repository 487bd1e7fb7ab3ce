using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using OtpNet;

namespace FilmStreaming.UserApi.TwoFactor;

/// <summary>A code that stands in for an authenticator app once: 120 random bits, so that a plain hash of it is safe to store.</summary>
internal static class RecoveryCode
{
    /// <summary>How many an account has at first.</summary>
    public const int Count = 10;

    private const int Bytes = 15;
    private const int GroupLength = 6;

    public static IReadOnlyList<string> NewSet() => [.. Enumerable.Range(0, Count).Select(_ => New())];

    /// <summary>SHA-256 of the code however it is typed: with or without hyphens and spaces, in upper or lower case.</summary>
    public static string Hash(string code) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(Normalize(code))));

    /// <returns>The hashes without that of the code; null when it is not among them.</returns>
    public static IReadOnlyList<string>? Spend(IReadOnlyList<string> hashes, string code)
    {
        var presented = Encoding.ASCII.GetBytes(Hash(code));
        var spent = hashes.FirstOrDefault(hash => CryptographicOperations.FixedTimeEquals(presented, Encoding.ASCII.GetBytes(hash)));
        return spent is null ? null : [.. hashes.Where(hash => hash != spent)];
    }

    private static string New()
    {
        var code = Base32Encoding.ToString(RandomNumberGenerator.GetBytes(Bytes));
        return string.Join('-', code.Chunk(GroupLength).Select(group => new string(group)));
    }

    private static string Normalize(string code) =>
        code.Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
}
