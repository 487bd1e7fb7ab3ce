using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace FilmStreaming.Tests.UserApi.TwoFactor;

/// <summary>An authenticator app: RFC 6238 by the test's own reckoning, so that the service's is not compared with itself.</summary>
internal sealed class AuthenticatorApp(byte[] key)
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>With the key as it is typed in.</summary>
    public static AuthenticatorApp With(string sharedKey)
    {
        var bytes = new List<byte>();
        var (bits, count) = (0, 0);
        foreach (var character in sharedKey)
        {
            bits = (bits << 5) | Base32.IndexOf(character, StringComparison.Ordinal);
            count += 5;
            if (count >= 8)
                bytes.Add((byte)(bits >> (count -= 8)));
            bits &= (1 << count) - 1;
        }

        return new([.. bytes]);
    }

    /// <summary>What it shows at a time.</summary>
    public string CodeAt(DateTimeOffset time)
    {
        var step = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(step, time.ToUnixTimeSeconds() / 30);
#pragma warning disable CA5350 // The hash that authenticator apps use.
        var hash = HMACSHA1.HashData(key, step);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xf)) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>A code that is none of those which are good at a time.</summary>
    public string WrongCodeAt(DateTimeOffset time)
    {
        var good = Enumerable.Range(-1, 3).Select(step => CodeAt(time.AddSeconds(30 * step))).ToHashSet();
        return Enumerable.Range(0, 4).Select(digit => $"00000{digit}").First(code => !good.Contains(code));
    }
}
