using System.Security.Cryptography;
using System.Text;

namespace FilmStreaming.ServiceDefaults;

/// <summary>Ids that follow from what they stand for, so that everybody works out the same: UUIDs of version 8 (RFC 9562).</summary>
public static class DigestId
{
    /// <summary>The id of what a text names.</summary>
    public static Guid Of(string name) => Of(Encoding.UTF8.GetBytes(name));

    /// <summary>The id of what bytes name: the beginning of their SHA-256 digest.</summary>
    public static Guid Of(ReadOnlySpan<byte> name)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(name, digest);
        digest[6] = (byte)((digest[6] & 0x0F) | 0x80);
        digest[8] = (byte)((digest[8] & 0x3F) | 0x80);
        return new(digest[..16], bigEndian: true);
    }
}
